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
    static final ArchRule KNOWS_NEITHER_THE_FUNCTION_NOR_THE_LOCAL_LAB = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.zips3.function..", "dev.zips3.local..", "dev.zips3.bench..")
            .because("the names of the environment variables are the whole contract");

    @ArchTest
    static final ArchRule OFFERS_ONE_ENTRY = classes()
            .that()
            .doNotHaveSimpleName("LabApp")
            .and()
            .doNotHaveSimpleName("LabException")
            .should()
            .notBePublic()
            .because("what nobody can call can change");

    @ArchTest
    static final ArchRule IS_OF_FINAL_CLASSES = classes()
            .that()
            .areNotInterfaces()
            .and()
            .areNotAnonymousClasses()
            .should()
            .haveModifier(JavaModifier.FINAL)
            .because("nothing here is meant to be extended");
}
