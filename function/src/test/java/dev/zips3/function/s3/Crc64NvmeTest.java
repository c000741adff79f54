package dev.zips3.function.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zips3.function.Content;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Crc64NvmeTest {

    private static String hex(Crc64Nvme crc) {
        return new BigInteger(1, Base64.getDecoder().decode(crc.base64())).toString(16);
    }

    /** From the catalogue of parametrised CRC algorithms. */
    @Test
    void matchesTheCheckValue() {
        Crc64Nvme crc = new Crc64Nvme();
        crc.update("123456789".getBytes(StandardCharsets.US_ASCII), 0, 9);
        assertThat(hex(crc)).isEqualTo("ae8b14860a799888");
    }

    /** From the NVM Express specification, figure 121. */
    @Test
    void matchesTheVectorsOfTheSpecification() {
        byte[] ones = new byte[4096];
        Arrays.fill(ones, (byte) 0xFF);
        Crc64Nvme ofZeros = new Crc64Nvme();
        ofZeros.update(new byte[4096], 0, 4096);
        Crc64Nvme ofOnes = new Crc64Nvme();
        ofOnes.update(ones, 0, 4096);
        assertThat(hex(ofZeros)).isEqualTo("6482d367eb22b64e");
        assertThat(hex(ofOnes)).isEqualTo("c0ddba7302eca3ac");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 99, 100})
    void acceptsBytesInAnyPieces(int cut) {
        byte[] bytes = Content.noise(100);
        Crc64Nvme whole = new Crc64Nvme();
        whole.update(bytes, 0, 100);
        Crc64Nvme parts = new Crc64Nvme();
        parts.update(bytes, 0, cut);
        parts.update(bytes, cut, 100 - cut);
        assertThat(parts.base64()).isEqualTo(whole.base64());
    }
}
