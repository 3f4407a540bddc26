package dev.sluice.standalone;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of packages, in all modules. The arrows between modules are Maven's enforcer's to check. */
class PackageRulesTest {
    private static final int MOST_TYPES = 20;

    /** Packages that are still to be divided, with the most types each may have until then. */
    private static final Map<String, Integer> UNDIVIDED = Map.of("dev.sluice.standalone", 63);

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sluice");

    @ParameterizedTest
    @ValueSource(
            strings = {"tabular", "schemas", "runtime", "gateway", "splitter", "aggregator", "results", "standalone"})
    void shouldHaveNoCyclesBetweenPackages(String module) {
        slices().assignedFrom(new Packages("dev.sluice." + module))
                .should()
                .beFreeOfCycles()
                .check(ALL);
    }

    @Test
    void shouldHaveFewTypesInEachPackage() {
        Map<String, Long> types = ALL.stream()
                .filter(each -> each.isTopLevelClass() && !each.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

        assertThat(types).isNotEmpty().allSatisfy((name, count) -> assertThat(count)
                .as(name)
                .isLessThanOrEqualTo(UNDIVIDED.getOrDefault(name, MOST_TYPES)));
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

    /** What is pure can be tested without any of them, and read by who knows none of them. */
    @Test
    void shouldKeepWhatIsPureFreeOfFrameworks() {
        noClasses()
                .that(resideInAnyPackage(
                        "dev.sluice.aggregator.file",
                        "dev.sluice.aggregator.delta",
                        "dev.sluice.aggregator.store.codec",
                        "dev.sluice.gateway.csv"))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("org.apache.kafka.streams..", "org.springframework..", "io.micrometer.."))
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

    /** Each package below a root, the root too, is a slice of its own. */
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
