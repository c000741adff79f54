package dev.zips3.function.zip.deflate;

import java.util.Arrays;

/** Computes the code lengths of a Huffman code: optimal, unless a length would exceed the maximum. */
final class CodeLengths {

    private static final int SYMBOL_BITS = 9;

    private CodeLengths() {}

    /**
     * Returns the length of the code of each symbol, 0 for a symbol without a code.
     *
     * <p>At least two symbols get a code, even if fewer occur. A code of fewer symbols is incomplete, and zlib up to
     * 1.2.1 and the Windows Explorer reject it (libdeflate, deflate_compress.c).
     */
    static int[] of(int[] frequencies, int maxLength) {
        int[] weights = frequencies.clone();
        for (int symbol = 0; used(weights) < 2; symbol++) {
            weights[symbol] = Math.max(1, weights[symbol]);
        }
        int[] lengths = huffman(weights);
        while (Arrays.stream(lengths).max().getAsInt() > maxLength) {
            flatten(weights);
            lengths = huffman(weights);
        }
        return lengths;
    }

    private static int used(int[] weights) {
        int used = 0;
        for (int weight : weights) {
            used += weight > 0 ? 1 : 0;
        }
        return used;
    }

    /** Halves the weights, so that they differ less and the longest codes get shorter. No weight becomes 0. */
    private static void flatten(int[] weights) {
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (weights[i] + 1) / 2;
        }
    }

    /**
     * Huffman's algorithm: joins the two lightest nodes until one node is left. The leaves are sorted once, and each
     * joined node is at least as heavy as the joined node before it. So there are two sorted queues, and the lightest
     * node is always at the head of one of them.
     */
    private static int[] huffman(int[] weights) {
        long[] leaves = leavesByWeight(weights);
        int nodes = 2 * leaves.length - 1;
        int[] weight = new int[nodes];
        int[] parent = new int[nodes];
        for (int i = 0; i < leaves.length; i++) {
            weight[i] = (int) (leaves[i] >>> SYMBOL_BITS);
        }
        int leaf = 0;
        int joined = leaves.length;
        for (int node = leaves.length; node < nodes; node++) {
            for (int child = 0; child < 2; child++) {
                boolean leafIsLighter = leaf < leaves.length && (joined == node || weight[leaf] <= weight[joined]);
                int lightest = leafIsLighter ? leaf++ : joined++;
                weight[node] += weight[lightest];
                parent[lightest] = node;
            }
        }
        return depths(leaves, parent, weights.length);
    }

    /** Returns weight and symbol of each leaf in one number, which sorts faster than an object. */
    private static long[] leavesByWeight(int[] weights) {
        long[] leaves = new long[used(weights)];
        int count = 0;
        for (int symbol = 0; symbol < weights.length; symbol++) {
            if (weights[symbol] > 0) {
                leaves[count++] = (long) weights[symbol] << SYMBOL_BITS | symbol;
            }
        }
        Arrays.sort(leaves);
        return leaves;
    }

    private static int[] depths(long[] leaves, int[] parent, int symbols) {
        int[] depth = new int[parent.length];
        for (int node = parent.length - 2; node >= 0; node--) {
            depth[node] = depth[parent[node]] + 1;
        }
        int[] lengths = new int[symbols];
        for (int i = 0; i < leaves.length; i++) {
            lengths[(int) leaves[i] & ((1 << SYMBOL_BITS) - 1)] = depth[i];
        }
        return lengths;
    }
}
