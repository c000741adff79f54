package dev.zips3.local;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.zips3.local.lambda.child.PortableRuntime;

@AnalyzeClasses(packages = "dev.zips3.local", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest
    static final ArchRule KNOWS_NOTHING_OF_THE_FUNCTION = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.zips3.function..", "dev.zips3.bench..")
            .because("what the function is called and told is in the template");

    @ArchTest
    static final ArchRule KNOWS_OF_THE_STACK_WHAT_IS_SYNTHESIZED = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("dev.zips3.infra..")
                    .and(not(simpleName("LabApp").or(simpleName("LabException")))))
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon.awscdk..", "software.constructs..", "software.amazon.jsii..")
            .because("if the template is wrong, the lab must be wrong in the same way");

    @ArchTest
    static final ArchRule OFFERS_NOTHING = classes()
            .that()
            // What is nested in an interface is public in name only.
            .areTopLevelClasses()
            .and()
            .doNotHaveFullyQualifiedName(PortableRuntime.class.getName())
            .should()
            .notBePublic()
            .because("it is a program; only the JVM of the function starts one of its classes by its name");

    @ArchTest
    static final ArchRule IS_OF_FINAL_CLASSES = classes()
            .that()
            .areNotInterfaces()
            .and()
            .areNotAnonymousClasses()
            .and()
            .areNotEnums()
            .should()
            .haveModifier(JavaModifier.FINAL)
            .because("nothing here is meant to be extended");
}
