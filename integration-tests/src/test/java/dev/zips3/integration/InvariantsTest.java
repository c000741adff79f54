package dev.zips3.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every promise of docs/invariants.md has a test that runs. */
final class InvariantsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Set<String> TEST_ANNOTATIONS =
            Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory", "FuzzTest", "ArchTest");
    private static final Pattern TEST_NAME = Pattern.compile("`(\\w+\\.\\w+)`");
    private static final Pattern TABLE_HEAD = Pattern.compile("\\| *promise *\\| *tests? *\\|");
    /** Rows of a table begin with a bar; so does the line below its head, which has only bars, dashes and colons. */
    private static final Pattern ROW = Pattern.compile("\\|(?![-:| ]+$).*");

    @Test
    void everyPromiseNamesTestsThatRun() throws IOException {
        List<String> promises = promises();
        assertThat(promises).hasSizeGreaterThan(20);
        Set<String> tests = tests();
        for (String promise : promises) {
            List<String> named = TEST_NAME
                    .matcher(promise)
                    .results()
                    .map(name -> name.group(1))
                    .toList();
            assertThat(named).as("the tests of: %s", promise).isNotEmpty().isSubsetOf(tests);
        }
    }

    @Test
    void ignoresMethodsThatDoNotRun(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("SampleTest.java"), """
                class SampleTest {
                    @Test void runs() {}
                    @org.junit.jupiter.api.RepeatedTest(2) void repeats() {}
                    @ParameterizedTest @ValueSource(strings = "{ @Test void quoted() {} }") void takes(String text) {}
                    @Test @Disabled void disabled() {}
                    void helper() {}
                    // @Test void commented() {}
                }
                @Disabled class OffTest { @Test void off() {} }
                """);
        assertThat(testsIn(List.of(file)))
                .containsExactlyInAnyOrder("SampleTest.runs", "SampleTest.repeats", "SampleTest.takes");
    }

    /** The rows of every table of promises. */
    private static List<String> promises() throws IOException {
        return Files.readString(ROOT.resolve("docs/invariants.md"))
                .lines()
                .dropWhile(line -> !TABLE_HEAD.matcher(line).matches())
                .skip(1)
                .takeWhile(line -> line.startsWith("|"))
                .filter(line -> ROW.matcher(line).matches())
                .toList();
    }

    /** All tests of all modules, as {@code Class.method}. */
    private static Set<String> tests() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            Set<String> tests = new HashSet<>();
            for (Path folder : modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(folder)) {
                    tests.addAll(testsIn(files.filter(file -> file.toString().endsWith(".java"))
                            .toList()));
                }
            }
            return tests;
        }
    }

    private static Set<String> testsIn(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
            Set<String> tests = new HashSet<>();
            for (CompilationUnitTree unit : task.parse()) {
                new EnabledTests().scan(unit, tests);
            }
            return tests;
        }
    }

    /** Finds the methods that JUnit would run. */
    private static final class EnabledTests extends TreePathScanner<Void, Set<String>> {

        @Override
        public Void visitClass(ClassTree type, Set<String> tests) {
            return isDisabled(type.getModifiers().getAnnotations()) ? null : super.visitClass(type, tests);
        }

        @Override
        public Void visitMethod(MethodTree method, Set<String> tests) {
            List<? extends AnnotationTree> annotations = method.getModifiers().getAnnotations();
            if (names(annotations).anyMatch(TEST_ANNOTATIONS::contains) && !isDisabled(annotations)) {
                ClassTree type = (ClassTree) getCurrentPath().getParentPath().getLeaf();
                tests.add(type.getSimpleName() + "." + method.getName());
            }
            return super.visitMethod(method, tests);
        }

        private static boolean isDisabled(List<? extends AnnotationTree> annotations) {
            return names(annotations).anyMatch(name -> name.startsWith("Disabled"));
        }

        /** Without packages. */
        private static Stream<String> names(List<? extends AnnotationTree> annotations) {
            return annotations.stream()
                    .map(annotation -> annotation.getAnnotationType().toString())
                    .map(name -> name.substring(name.lastIndexOf('.') + 1));
        }
    }
}
