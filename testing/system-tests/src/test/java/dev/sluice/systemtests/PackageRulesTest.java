package dev.sluice.systemtests;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.sluice.schemas.query.FileQueries;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.bind.annotation.RestController;

/** The rules of packages, in all modules. The arrows between modules are Maven's enforcer's to check. */
class PackageRulesTest {
    private static final int MAX_TYPES = 20;

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.sluice");
    /** These tests, which have rooms as well. */
    private static final JavaClasses SYSTEM_TESTS =
            new ClassFileImporter().importPackages(PackageRulesTest.class.getPackageName());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tabular",
                "schemas",
                "runtime",
                "access",
                "gateway",
                "splitter",
                "aggregator",
                "results",
                "client",
                "standalone",
                "cli",
                "chaos",
                "fuzz",
                "benchmarks"
            })
    void shouldHaveNoCyclesBetweenPackages(String module) {
        slices().assignedFrom(new Packages("dev.sluice." + module))
                .should()
                .beFreeOfCycles()
                .check(ALL);
    }

    @Test
    void shouldHaveNoCyclesBetweenPackagesOfTheseTests() {
        slices().assignedFrom(new Packages(PackageRulesTest.class.getPackageName()))
                .should()
                .beFreeOfCycles()
                .check(SYSTEM_TESTS);
    }

    @Test
    void shouldHaveFewTypesInEachPackage() {
        Map<String, Long> types = Stream.concat(ALL.stream(), SYSTEM_TESTS.stream())
                .filter(each -> each.isTopLevelClass() && !each.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

        assertThat(types)
                .isNotEmpty()
                .allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(MAX_TYPES));
    }

    @Test
    void shouldKeepTheLibraryFreeOfKafkaAndSpring() {
        noClasses()
                .that(resideInAPackage("dev.sluice.tabular.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "org.apache.kafka..", "org.springframework..", "dev.sluice.schemas..", "dev.sluice.runtime.."))
                .check(ALL);
    }

    @Test
    void shouldKeepTheContractFreeOfKafkaStreamsAndSpring() {
        noClasses()
                .that(resideInAPackage("dev.sluice.schemas.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "org.apache.kafka.streams..", "org.springframework..", "dev.sluice.runtime.."))
                .check(ALL);
    }

    @Test
    void shouldKeepTheClientFreeOfKafkaAndOfServices() {
        noClasses()
                .that(resideInAPackage("dev.sluice.client.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "org.apache.kafka..",
                        "org.springframework..",
                        "dev.sluice.runtime..",
                        "dev.sluice.standalone..",
                        "dev.sluice.cli.."))
                .check(ALL);
    }

    /** All services in one JVM can be started by programs that have no command line. */
    @Test
    void shouldLeaveTheCommandLineToItsModule() {
        noClasses()
                .that(resideInAPackage("dev.sluice.standalone.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("picocli..", "dev.sluice.client..", "dev.sluice.cli.."))
                .check(ALL);
    }

    @Test
    void shouldKeepTheCommandLineFreeOfSpring() {
        noClasses()
                .that(resideInAPackage("dev.sluice.cli.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.springframework.."))
                .check(ALL);
    }

    /** What is pure can be tested without any of them, and read by who knows none of them. */
    @Test
    void shouldKeepWhatIsPureFreeOfFrameworks() {
        noClasses()
                .that(resideInAnyPackage(
                        "dev.sluice.access.file",
                        "dev.sluice.access.key",
                        "dev.sluice.access.session",
                        "dev.sluice.aggregator.file",
                        "dev.sluice.aggregator.delta",
                        "dev.sluice.aggregator.store.codec",
                        "dev.sluice.gateway.csv"))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("org.apache.kafka.streams..", "org.springframework..", "io.micrometer.."))
                .check(ALL);
    }

    /** The rules come with the applications; no service knows how they are enforced. */
    @Test
    void shouldLeaveSpringSecurityToOneModule() {
        noClasses()
                .that(resideOutsideOfPackage("dev.sluice.access.web"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "org.springframework.security.web..", "org.springframework.security.authorization.."))
                .check(ALL);
        noClasses()
                .that(resideOutsideOfPackages(
                        "dev.sluice.access.web", "dev.sluice.access.user", "dev.sluice.access.oidc"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.springframework.security..", "com.nimbusds.."))
                .check(ALL);
    }

    /** Controllers ask for a request's files through {@code VisibleFiles}, which knows whose they are. */
    @Test
    void shouldLeaveTheFilesOfAllClientsToOneClass() {
        noFields()
                .that()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(RestController.class)
                .and()
                .areDeclaredInClassesThat()
                .resideInAPackage("dev.sluice.results..")
                .should()
                .haveRawType(assignableTo(FileQueries.class))
                .check(ALL);
    }

    /** Spans are made by {@code runtime} alone; others hand its {@code Tracing} what they have. */
    @Test
    void shouldLeaveTheSdkOfOpenTelemetryToOnePackage() {
        noClasses()
                .that(resideOutsideOfPackage("dev.sluice.runtime.tracing"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.opentelemetry.sdk..", "io.opentelemetry.exporter.."))
                .check(ALL);
    }

    /** Each package below a root, and the root itself, is a separate slice. */
    private record Packages(String root) implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            String name = javaClass.getPackageName();
            return name.equals(root) || name.startsWith(root + ".")
                    ? SliceIdentifier.of(name)
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages of " + root;
        }
    }
}
