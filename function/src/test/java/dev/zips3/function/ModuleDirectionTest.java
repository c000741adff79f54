package dev.zips3.function;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.zips3.function", importOptions = ImportOption.DoNotIncludeTests.class)
final class ModuleDirectionTest {

    @ArchTest
    static final ArchRule KNOWS_NO_OTHER_MODULE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.zips3.infra..", "dev.zips3.local..", "software.amazon.awscdk..")
            .because("the function is deployed alone; the names of its environment variables are the only contract");
}
