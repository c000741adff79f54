package dev.zips3.local;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.zips3.local.cli.LabCommand;
import java.util.Map;
import java.util.stream.Collectors;

/** The packages of the module, what each may use, and how large it may be. */
@AnalyzeClasses(packages = "dev.zips3.local", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    private static final String ROOT = "dev.zips3.local";
    private static final int MAX_FILES = 20;

    @ArchTest
    static final ArchRule ASSEMBLY_USES_NO_OTHER_PACKAGE = uses("assembly");

    @ArchTest
    static final ArchRule STORE_USES_EVENT = uses("s3.store", "s3.event", "assembly");

    @ArchTest
    static final ArchRule EVENT_USES_ASSEMBLY = uses("s3.event", "assembly");

    @ArchTest
    static final ArchRule HTTP_USES_STORE_AND_EVENT = uses("s3.http", "s3.store", "s3.event", "assembly");

    @ArchTest
    static final ArchRule QUEUE_USES_ASSEMBLY = uses("lambda.queue", "assembly");

    @ArchTest
    static final ArchRule HOST_USES_QUEUE = uses("lambda.host", "lambda.queue", "lambda.child", "assembly");

    @ArchTest
    static final ArchRule CHILD_USES_NO_OTHER_PACKAGE = uses("lambda.child");

    /** The records of the assembly are part of the API: a lab hands them out. */
    @ArchTest
    static final ArchRule CLI_USES_THE_API = noClasses()
            .that()
            .resideInAPackage(ROOT + ".cli")
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + "..")
                    .and(resideInAnyPackage(ROOT, ROOT + ".cli", ROOT + ".assembly")
                            .negate()));

    @ArchTest
    static final ArchRule NOTHING_USES_THE_CLI = classes()
            .that()
            .resideInAPackage(ROOT + ".cli")
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAPackage(ROOT + ".cli");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule KNOWS_THE_STACK_ONLY_FROM_ITS_ASSEMBLY = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.zips3.function..",
                    "dev.zips3.infra..",
                    "software.amazon.awscdk..",
                    "software.constructs..",
                    "software.amazon.jsii..")
            .because("where the template is wrong, the lab must be wrong in the same way");

    @ArchTest
    static final ArchRule CLI_IS_A_PROGRAM = classes()
            .that()
            .resideInAPackage(ROOT + ".cli")
            .and()
            .areTopLevelClasses()
            .and()
            .doNotHaveFullyQualifiedName(LabCommand.class.getName())
            .should()
            .notBePublic()
            .because("only java starts it");

    @ArchTest
    static final ArchRule CLASSES_ARE_FINAL = classes()
            .that()
            .areNotInterfaces()
            .and()
            .areNotAnonymousClasses()
            .and()
            .areNotEnums()
            .should()
            .haveModifier(JavaModifier.FINAL)
            .because("nothing here is meant to be extended");

    @ArchTest
    static void packagesAreSmall(JavaClasses classes) {
        Map<String, Long> files = classes.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

        assertThat(files)
                .hasSize(9)
                .allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(MAX_FILES));
    }

    /** @param others the packages of the module that it may use */
    private static ArchRule uses(String name, String... others) {
        String[] allowed = new String[others.length + 1];
        allowed[0] = ROOT + "." + name;
        for (int i = 0; i < others.length; i++) {
            allowed[i + 1] = ROOT + "." + others[i];
        }
        return noClasses()
                .that()
                .resideInAPackage(ROOT + "." + name)
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..")
                        .and(resideInAnyPackage(allowed).negate()));
    }
}
