package dev.zips3.function;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.stream.Collectors;

@AnalyzeClasses(packages = "dev.zips3.function", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    private static final int MAX_TYPES = 20;

    @ArchTest
    static final ArchRule KNOWS_NO_OTHER_MODULE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.zips3.infra..", "dev.zips3.local..", "software.amazon.awscdk..")
            .because("the function is deployed alone; the names of its environment variables are the only contract");

    @ArchTest
    static final ArchRule KEEPS_THE_DIRECTIONS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("function")
            .definedBy("dev.zips3.function")
            .layer("s3")
            .definedBy("dev.zips3.function.s3..")
            .layer("zip")
            .definedBy("dev.zips3.function.zip")
            .layer("deflate")
            .definedBy("dev.zips3.function.zip.deflate..")
            .layer("snapstart")
            .definedBy("dev.zips3.function.snapstart..")
            .whereLayer("function")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("s3")
            .mayOnlyBeAccessedByLayers("function")
            .whereLayer("zip")
            .mayOnlyBeAccessedByLayers("function")
            .whereLayer("deflate")
            .mayOnlyBeAccessedByLayers("zip")
            .whereLayer("snapstart")
            .mayOnlyBeAccessedByLayers("function")
            .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule HAS_A_SMALL_DOOR = classes()
            .that()
            .resideInAPackage("dev.zips3.function")
            .and()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .should()
            .be(ZipS3Images.class)
            .orShould()
            .be(Settings.class)
            .orShould()
            .be(RecordsFailedException.class)
            .because("Lambda, the tests and the benchmarks need no more");

    @ArchTest
    static final ArchRule NEVER_READS_THE_TIME_OF_AN_EVENT = noClasses()
            .should()
            .callMethod(S3EventNotificationRecord.class, "getEventTime")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("org.joda..")
            .because("the deployed jar does not contain Joda-Time");

    @ArchTest
    static void hasAtMostTwentyTypesInAPackage(JavaClasses classes) {
        Map<String, Long> types = classes.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        assertThat(types).containsKey("dev.zips3.function.zip.deflate");
        assertThat(types.values()).allMatch(count -> count <= MAX_TYPES);
    }
}
