package dev.zips3.local.lambda.host;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import dev.zips3.local.lambda.child.PortableRuntime;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The program that asks the runtime API for events and calls the handler. */
public enum RuntimeClient {
    /** AWS's own, the one inside the managed Java runtimes; its HTTP client is a Linux library. */
    AWS(AWSLambda.class, "The function runs under AWS's own Lambda runtime interface client."),

    /** {@link PortableRuntime}, with AWS's serialization of events. */
    PORTABLE(
            PortableRuntime.class,
            "The function runs under a portable runtime client:"
                    + " AWS's own needs a library that exists for Linux on x86-64 and arm64 only.");

    private static final Set<String> NATIVE_ARCHITECTURES = Set.of("amd64", "x86_64", "aarch64", "arm64");

    /** The one class AWS's client needs of a jar that it brings along. */
    private static final String TRACE_ID_HOLDER = "software.amazon.awssdk.utilslite.SdkInternalThreadLocal";

    private final Class<?> mainClass;
    private final String explanation;

    RuntimeClient(Class<?> mainClass, String explanation) {
        this.mainClass = mainClass;
        this.explanation = explanation;
    }

    /**
     * The client closest to Lambda that runs on a machine.
     *
     * @param osName the system property {@code os.name}
     * @param osArch the system property {@code os.arch}
     */
    public static RuntimeClient closestToLambda(String osName, String osArch) {
        boolean linux = osName.toLowerCase(Locale.ROOT).startsWith("linux");
        return linux && NATIVE_ARCHITECTURES.contains(osArch.toLowerCase(Locale.ROOT)) ? AWS : PORTABLE;
    }

    /** One sentence for whoever watches the function run. */
    public String explanation() {
        return explanation;
    }

    String mainClass() {
        return mainClass.getName();
    }

    /** The client's jars, then the code: as on Lambda, where the runtime's own classes win over copies in the jar. */
    public String classPath(Path code) {
        return Stream.concat(jars().stream(), Stream.of(code.toAbsolutePath()))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * What the client itself is made of.
     *
     * @throws IllegalStateException when a class of the client is not on this JVM's class path
     */
    List<Path> jars() {
        Stream<Class<?>> classes = Stream.of(mainClass, Context.class, PojoSerializer.class);
        if (this == AWS) {
            classes = Stream.concat(classes, Stream.of(loaded(TRACE_ID_HOLDER)));
        }
        return classes.map(RuntimeClient::location).distinct().toList();
    }

    private static Class<?> loaded(String className) {
        try {
            return Class.forName(className, false, RuntimeClient.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("class %s is not on the class path".formatted(className), e);
        }
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
