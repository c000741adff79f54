/**
 * A DEFLATE encoder for what is mostly compressed already. Numbers in the comments are sections of RFC 1951.
 *
 * <pre>
 * DeflateOutput   the stream, cut into blocks, with the 32 KiB before each
 *   BlockWriter   per block the cheapest of what 3.2.3 allows
 *     GainEstimate         might anything be gained? If not: stored (3.2.4)
 *     MatchFinder      repeats, as {@link dev.zips3.function.zip.deflate.Matches}
 *     Frequencies      of the symbols (3.2.5: LengthSymbols, DistanceSymbols)
 *     CodeLengths      of an optimal Huffman code
 *     BlockCodes       the two codes of a block: fixed (3.2.6) or dynamic (3.2.7: DynamicHeader)
 *     ZlibBlockEncoder             takes over where much is gained
 *     BitOutput        bits into bytes (3.1.1)
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951">RFC 1951</a>
 */
package dev.zips3.function.zip.deflate;
