package dev.zips3.function.zip.deflate;

/**
 * Finds matches with a hash table of three-byte sequences, as section 4 describes. But the table keeps only the latest
 * position of each hash, not a chain of positions. This loses few matches in a PNG, and to follow chains is the slow
 * part of a search.
 *
 * <p>A table entry is the sum of a position and a check: other bits of the hash, shifted to the upper 16 bits. If two
 * entries have the same check, their difference is the distance of their positions. An old or wrong entry does no harm,
 * because the bytes are always compared. So the table is never cleared between blocks.
 */
final class MatchFinder {

    private static final int MIN_TABLE_BITS = 9;
    private static final int MAX_TABLE_BITS = 16;
    private static final int MULTIPLIER = 0x9E3779B1;
    /** No match starts in the last bytes of a block, so that a search may read eight bytes at once. */
    private static final int LOOK_AHEAD = Long.BYTES;
    /** A match of this length is taken at once, without a search for a longer one at the next byte. */
    private static final int LONG_ENOUGH = 16;
    /** Only this many positions at the end of a match are inserted into the table. */
    private static final int INSERTED = 8;

    private int[] table;
    private int shift;

    private byte[] bytes;
    /** The position of index 0. Its lower 32 bits are enough, because only distances are computed from it. */
    private int origin;

    private int end;
    /** Distance and length of the current match. */
    private int distance;

    private int length;

    void find(Block block, Matches matches) {
        begin(block);
        matches.clear();
        int literals = block.start();
        int index = nextCandidate(literals);
        while (index < end - LOOK_AHEAD) {
            int match = preferLongerAtNext(index);
            if (length < Symbols.MIN_MATCH_LENGTH) {
                index = nextCandidate(index + 1);
                continue;
            }
            match = extendBackward(match, literals);
            matches.add(match - literals, length, distance);
            literals = match + length;
            insertLast(match + 1, literals);
            index = nextCandidate(literals);
        }
    }

    private void begin(Block block) {
        if (table == null) {
            // If the first block is short, it is the only one, and a small table is enough.
            int bits = Integer.SIZE - Integer.numberOfLeadingZeros(block.length());
            bits = Math.max(MIN_TABLE_BITS, Math.min(MAX_TABLE_BITS, bits));
            table = new int[1 << bits];
            shift = Integer.SIZE - bits;
        }
        bytes = block.bytes();
        origin = (int) (block.position() - block.start());
        end = block.end();
    }

    /** Returns the next index where a match may start. One read of eight bytes serves four indexes. */
    private int nextCandidate(int from) {
        int index = from;
        for (; index < end - LOOK_AHEAD; index += 4) {
            long eight = Block.readLong(bytes, index);
            if (isCandidate((int) eight << Byte.SIZE, index)) {
                return index;
            }
            if (isCandidate((int) eight & 0xFFFF_FF00, index + 1)) {
                return index + 1;
            }
            if (isCandidate((int) (eight >>> 8) & 0xFFFF_FF00, index + 2)) {
                return index + 2;
            }
            if (isCandidate((int) (eight >>> 16) & 0xFFFF_FF00, index + 3)) {
                return index + 3;
            }
        }
        return index;
    }

    private boolean isCandidate(int three, int index) {
        distance = insert(three, index);
        return isInWindow(distance);
    }

    /** Lazy matching (4): if a longer match starts at the next byte, this byte becomes a literal. */
    private int preferLongerAtNext(int index) {
        length = matchLength(index, distance);
        if (length < LONG_ENOUGH) {
            int nextDistance = insert(Block.readInt(bytes, index + 1) << Byte.SIZE, index + 1);
            if (isInWindow(nextDistance)) {
                int nextLength = matchLength(index + 1, nextDistance);
                if (nextLength > length + 1) {
                    distance = nextDistance;
                    length = nextLength;
                    return index + 1;
                }
            }
        }
        return index;
    }

    /**
     * Makes a match start earlier if the bytes before it match, too. The search finds only positions that were
     * inserted.
     */
    private int extendBackward(int match, int literals) {
        int index = match;
        while (index > literals
                && index > distance
                && length < Symbols.MAX_MATCH_LENGTH
                && bytes[index - 1] == bytes[index - 1 - distance]) {
            index--;
            length++;
        }
        return index;
    }

    private void insertLast(int from, int to) {
        int last = Math.min(to, end - LOOK_AHEAD);
        for (int index = Math.max(from, to - INSERTED); index < last; index++) {
            insert(Block.readInt(bytes, index) << Byte.SIZE, index);
        }
    }

    /**
     * Inserts a position, and returns the distance to the previous position with the same hash. The distance is valid
     * only if {@link #isInWindow} accepts it.
     *
     * @param three the three bytes at the index, in the upper 24 bits
     */
    private int insert(int three, int index) {
        int hash = three * MULTIPLIER;
        int entry = (hash << Short.SIZE) + origin + index;
        int slot = hash >>> shift;
        int difference = entry - table[slot];
        table[slot] = entry;
        return difference;
    }

    /** Tests for 1 to 32,768 with one comparison. Two entries with different checks seldom have such a difference. */
    static boolean isInWindow(int distance) {
        return Integer.compareUnsigned(distance - 1, Block.WINDOW) < 0;
    }

    private int matchLength(int index, int back) {
        if (back > index) {
            return 0;
        }
        int max = Math.min(Symbols.MAX_MATCH_LENGTH, end - index);
        int same = 0;
        for (; same + Long.BYTES <= max; same += Long.BYTES) {
            long difference = Block.readLong(bytes, index + same) ^ Block.readLong(bytes, index + same - back);
            if (difference != 0) {
                return same + (Long.numberOfTrailingZeros(difference) >>> 3);
            }
        }
        while (same < max && bytes[index + same] == bytes[index + same - back]) {
            same++;
        }
        return same;
    }
}
