package dev.zips3.function.zip.deflate;

/**
 * Finds repeats by a hash table of three-byte sequences (4), with one difference: of each hash it knows the latest
 * position only. That loses few matches in a PNG, and chains are what makes a search slow.
 *
 * <p>An entry is a position in its lower half and a check of the hashed bytes in its upper half. It may be of any age,
 * for what it leads to is compared before it is believed; so nothing is cleared or moved between blocks.
 */
final class MatchFinder {

    private static final int MIN_TABLE_BITS = 9;
    private static final int MAX_TABLE_BITS = 16;
    private static final int MULTIPLIER = 0x9E3779B1;
    /** The last bytes of a block begin no match, so that a search may load several at once. */
    private static final int LOOK_AHEAD = Long.BYTES;
    /** A match this long is taken without a look whether the next byte begins a longer one. */
    private static final int LONG_ENOUGH = 16;
    /** Of the positions in a match, so many of the last are entered. */
    private static final int INSERTED = 8;

    private int[] table;
    private int shift;

    private byte[] bytes;
    /** Position in the stream of the first of the bytes; of a long stream its lower half, which suffices. */
    private int origin;

    private int end;
    /** Of the match that is being looked at. */
    private int distance;

    private int length;

    void find(Block block, Matches matches) {
        begin(block);
        matches.clear();
        int literals = block.start();
        int at = nextRepeat(literals);
        while (at < end - LOOK_AHEAD) {
            int match = longerOfTwo(at);
            if (length < LengthSymbols.MIN_LENGTH) {
                at = nextRepeat(at + 1);
                continue;
            }
            match = extendBack(match, literals);
            matches.add(match - literals, length, distance);
            literals = match + length;
            insertLast(match + 1, literals);
            at = nextRepeat(literals);
        }
    }

    private void begin(Block block) {
        if (table == null) {
            // A first block that is short is the only one.
            int bits = Integer.SIZE - Integer.numberOfLeadingZeros(block.length());
            bits = Math.max(MIN_TABLE_BITS, Math.min(MAX_TABLE_BITS, bits));
            table = new int[1 << bits];
            shift = Integer.SIZE - bits;
        }
        bytes = block.bytes();
        origin = (int) (block.position() - block.start());
        end = block.end();
    }

    /** The next position whose three bytes may have been seen in the window; four positions from one load. */
    private int nextRepeat(int from) {
        int at = from;
        for (; at < end - LOOK_AHEAD; at += 4) {
            long eight = (long) Bytes.LONG.get(bytes, at);
            if (seen((int) eight << Byte.SIZE, at)) {
                return at;
            }
            if (seen((int) eight & 0xFFFF_FF00, at + 1)) {
                return at + 1;
            }
            if (seen((int) (eight >>> 8) & 0xFFFF_FF00, at + 2)) {
                return at + 2;
            }
            if (seen((int) (eight >>> 16) & 0xFFFF_FF00, at + 3)) {
                return at + 3;
            }
        }
        return at;
    }

    private boolean seen(int three, int at) {
        distance = insert(three, at);
        return isInWindow(distance);
    }

    /** Lazy matching (4): a literal and a longer match are preferred to a match. */
    private int longerOfTwo(int at) {
        length = length(at, distance);
        if (length < LONG_ENOUGH) {
            int nextDistance = insert((int) Bytes.INT.get(bytes, at + 1) << Byte.SIZE, at + 1);
            if (isInWindow(nextDistance)) {
                int nextLength = length(at + 1, nextDistance);
                if (nextLength > length + 1) {
                    distance = nextDistance;
                    length = nextLength;
                    return at + 1;
                }
            }
        }
        return at;
    }

    /** Matches are found late where positions were not entered. */
    private int extendBack(int match, int literals) {
        int at = match;
        while (at > literals
                && at > distance
                && length < LengthSymbols.MAX_LENGTH
                && bytes[at - 1] == bytes[at - 1 - distance]) {
            at--;
            length++;
        }
        return at;
    }

    private void insertLast(int from, int to) {
        int last = Math.min(to, end - LOOK_AHEAD);
        for (int at = Math.max(from, to - INSERTED); at < last; at++) {
            insert((int) Bytes.INT.get(bytes, at) << Byte.SIZE, at);
        }
    }

    /**
     * Says how far back the hash of three bytes was last seen, if {@link #isInWindow}.
     *
     * @param three in the upper part, as they were loaded
     */
    private int insert(int three, int at) {
        int hash = three * MULTIPLIER;
        int entry = (hash << Short.SIZE) + origin + at;
        int slot = hash >>> shift;
        int difference = entry - table[slot];
        table[slot] = entry;
        return difference;
    }

    /** One comparison for both ends; a check that differs makes the distance negative or large. */
    static boolean isInWindow(int distance) {
        return Integer.compareUnsigned(distance - 1, Block.WINDOW) < 0;
    }

    private int length(int at, int back) {
        if (back > at) {
            return 0;
        }
        int max = Math.min(LengthSymbols.MAX_LENGTH, end - at);
        int same = 0;
        for (; same + Long.BYTES <= max; same += Long.BYTES) {
            long difference = (long) Bytes.LONG.get(bytes, at + same) ^ (long) Bytes.LONG.get(bytes, at + same - back);
            if (difference != 0) {
                return same + (Long.numberOfTrailingZeros(difference) >>> 3);
            }
        }
        while (same < max && bytes[at + same] == bytes[at + same - back]) {
            same++;
        }
        return same;
    }
}
