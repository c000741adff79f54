package dev.zips3.function.zip.deflate;

import java.util.Arrays;

/** The lengths of an optimal Huffman code in which no length exceeds a limit. */
final class CodeLengths {

    private static final int SYMBOL_BITS = 9;

    private CodeLengths() {}

    /**
     * At least two symbols get a code, even if fewer occur: a code of one symbol is incomplete, and not every reader
     * takes it.
     */
    static int[] of(int[] frequencies, int limit) {
        int[] weights = frequencies.clone();
        for (int symbol = 0; used(weights) < 2; symbol++) {
            weights[symbol] = Math.max(1, weights[symbol]);
        }
        int[] lengths = huffman(weights);
        while (Arrays.stream(lengths).max().getAsInt() > limit) {
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

    /** Brings the weights nearer to each other; once they are equal the code is as flat as can be. */
    private static void flatten(int[] weights) {
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (weights[i] + 1) / 2;
        }
    }

    /**
     * Joins the two lightest nodes until one is left. Leaves are sorted once, and joined nodes come into being by
     * ascending weight, so the lightest is always at the head of one of two queues.
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
