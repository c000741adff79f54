package dev.zips3.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CdkAppTest {

    @ParameterizedTest
    @ValueSource(strings = {"v18.20.4", "v4.0.0", "", "node: not found"})
    void refusesANodeThatIsTooOld(String version) {
        assertThatThrownBy(() -> CdkApp.checkedVersion(version))
                .isInstanceOf(UsageException.class)
                .hasMessage("Please install, and put on the PATH: Node.js 22 or newer (found: " + version + ")");
    }

    @Test
    void warnsOfANodeThatIsPastItsEnd() {
        assertThat(CdkApp.warning(CdkApp.checkedVersion("v20.20.2")))
                .contains("Node.js 20 is past its end of life; install 22 or newer");
        assertThat(CdkApp.warning(CdkApp.checkedVersion("v21.0.0"))).isPresent();
        assertThat(CdkApp.warning(CdkApp.checkedVersion("v22.12.0"))).isEmpty();
    }
}
