package dev.zips3.infra;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.zips3.infra", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest
    static final ArchRule KNOWS_NO_OTHER_MODULE = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.zips3.infra", "software.amazon.awscdk..", "software.constructs", "java..")
            .because("a cloud assembly, the jar in it and the names of environment variables join the modules");

    @ArchTest
    static final ArchRule HAS_ONE_PUBLIC_CLASS = noClasses()
            .that()
            .doNotHaveSimpleName("App")
            .should()
            .bePublic()
            .because("only the CDK CLI uses this module");

    @ArchTest
    static final ArchRule HAS_FINAL_CLASSES = classes()
            .that()
            .areNotInterfaces()
            .should()
            .haveModifier(JavaModifier.FINAL)
            .because("no class here is made to be extended");
}
