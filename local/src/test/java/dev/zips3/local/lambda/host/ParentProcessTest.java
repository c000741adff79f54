package dev.zips3.local.lambda.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** Kills a lab as {@code kill -9} does. */
@Tag("full")
class ParentProcessTest {

    private static final long LIMIT_SECONDS = 60;

    @Test
    void endsTheFunctionWithAKilledLab(@TempDir Path directory) throws Exception {
        FunctionJar jar = FunctionJar.in(directory);
        Process lab = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        ParentProcess.class.getName(),
                        jar.path().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(lab.getInputStream(), UTF_8))) {
            long child = Long.parseLong(lines.readLine());
            ProcessHandle function = ProcessHandle.of(child).orElseThrow();
            assertThat(function.parent()).contains(lab.toHandle());

            lab.destroyForcibly();

            function.onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
            assertThat(ProcessHandle.of(child)).isEmpty();
        } finally {
            lab.destroyForcibly().waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Maven may start this JVM with a jar that only names the class path; this is where the classes really are. */
    private static String classPath() throws ClassNotFoundException {
        return Stream.of(
                        ParentProcess.class,
                        FunctionRuntime.class,
                        JsonMapper.class,
                        JsonFactory.class,
                        Class.forName("com.fasterxml.jackson.annotation.JsonProperty"),
                        AWSLambda.class,
                        Context.class,
                        PojoSerializer.class,
                        SdkInternalThreadLocal.class,
                        S3Event.class)
                .map(ParentProcessTest::location)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
