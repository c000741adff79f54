package dev.zips3.local.lambda.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FunctionProcessTest {

    @Test
    void givesTheHeapWhatLambdaGivesIt() {
        assertThat(FunctionProcess.heapKiB(3008)).isEqualTo(2_834_432);
        assertThat(FunctionProcess.heapKiB(512)).isEqualTo(445_646);
        assertThat(FunctionProcess.heapKiB(10_240)).isEqualTo(10_240_000);
        assertThat(FunctionProcess.initialHeapKiB(1769)).isEqualTo(28_304);
        assertThat(FunctionProcess.initialHeapKiB(128)).isEqualTo(8192);
    }
}
