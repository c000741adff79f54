package dev.zips3.local.lambda.host;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import dev.zips3.local.lambda.child.HttpRuntimeClient;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/**
 * What the function's JVM can see: its program, AWS's runtime interface client, and the function's code.
 *
 * <p>The code comes last, as on Lambda: the runtime's own classes win over copies in the code.
 */
final class ChildClassPath {

    /** One class of each jar of AWS's client. */
    private static final List<Class<?>> AWS_CLIENT =
            List.of(AWSLambda.class, Context.class, PojoSerializer.class, SdkInternalThreadLocal.class);

    private ChildClassPath() {}

    /**
     * Writes the jar of the JVM's program and puts AWS's client and the code behind it.
     *
     * @param directory of this JVM alone
     * @param code the function's jar
     * @throws IOException if the jar cannot be written
     */
    static String create(Path directory, Path code) throws IOException {
        List<Path> jars = new ArrayList<>();
        jars.add(writeProgram(directory.resolve("lambda-child.jar")));
        AWS_CLIENT.forEach(type -> jars.add(location(type)));
        jars.add(code.toAbsolutePath());
        return String.join(File.pathSeparator, jars.stream().map(Path::toString).toList());
    }

    /**
     * Packs the class files that the lab itself runs with. A jar that the build makes would not be there in an IDE, and
     * would have to be found beside {@code local.jar} or {@code target/classes}.
     */
    private static Path writeProgram(Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Class<?> type : HttpRuntimeClient.class.getNestMembers()) {
                String resource = type.getName().replace('.', '/') + ".class";
                out.putNextEntry(new ZipEntry(resource));
                try (InputStream bytes = type.getClassLoader().getResourceAsStream(resource)) {
                    bytes.transferTo(out);
                }
            }
        }
        return jar;
    }

    private static Path location(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("class %s comes from %s".formatted(type.getName(), source), e);
        }
    }
}
