/**
 * A DEFLATE encoder for content that is mostly compressed already, such as PNG. It uses the JDK only. Numbers in its
 * comments are sections of RFC 1951.
 *
 * <pre>
 * DeflateOutput          cuts the stream into blocks and keeps the 32 KiB before each block
 *   BlockWriter          writes each block in the shortest form (3.2.3)
 *     GainEstimate       guesses whether coding can save anything; if not, the block is stored (3.2.4)
 *     MatchFinder        finds the {@link dev.zips3.function.zip.deflate.Matches} of the block (4)
 *     Frequencies        counts the {@link dev.zips3.function.zip.deflate.Symbols} of the block (3.2.5)
 *     CodeLengths        computes the optimal lengths of a {@link dev.zips3.function.zip.deflate.HuffmanCode} (3.2.2)
 *     BlockCodes         the two codes of a block: fixed (3.2.6) or dynamic (3.2.7, with a DynamicHeader)
 *     ZlibBlockEncoder   encodes the blocks that repeat much
 *     BitOutput          packs bits into bytes (3.1.1)
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951">RFC 1951</a>
 */
package dev.zips3.function.zip.deflate;
