package dev.sluice.supplychain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bills of materials of this very build. */
class ShippedMaterialsIT {
    private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** It is written on request alone: that of an earlier build says nothing about this one. */
    @BeforeAll
    static void requireTheBill() throws IOException {
        Path bill = CHECKOUT.resolve("cli/target/bom.json");
        Path jar = CHECKOUT.resolve("cli/target/cli-exec.jar");
        boolean written =
                Files.exists(bill) && Files.getLastModifiedTime(bill).compareTo(Files.getLastModifiedTime(jar)) >= 0;
        if (List.of(System.getProperty("tests.require", "").split(",")).contains("bom")) {
            assertThat(written).as(bill + " is of this build").isTrue();
        }
        assumeTrue(written, "this build has written no bill of materials (-Dcyclonedx.skip=false)");
    }

    @Test
    void shouldHaveAllowedLicencesAlone() throws IOException {
        assertThat(Licences.faults(all())).isEmpty();
    }

    @Test
    void shouldHaveOneReleasedVersionOfEach() throws IOException {
        assertThat(Versions.faults(all())).isEmpty();
    }

    @Test
    void shouldKnowWhatIsShipped() throws IOException {
        assertThat(all())
                .extracting(Component::pack)
                .contains(
                        "pkg:maven/org.apache.kafka/kafka-clients",
                        "pkg:maven/org.apache.kafka/kafka-server",
                        "pkg:maven/org.rocksdb/rocksdbjni",
                        "pkg:maven/org.springframework.boot/spring-boot",
                        "pkg:maven/org.webjars/swagger-ui",
                        "pkg:maven/info.picocli/picocli",
                        "pkg:npm/uplot")
                .doesNotContain("pkg:maven/org.junit.jupiter/junit-jupiter", "pkg:maven/org.assertj/assertj-core");
    }

    /** By the jars that are in its own: the same versions, in each process. */
    @ParameterizedTest
    @ValueSource(strings = {"ingest-gateway", "row-splitter", "aggregator", "results-api", "cli"})
    void shouldKnowEachJarOfAService(String service) throws IOException {
        Set<String> known = all().stream()
                .map(component -> component.name() + "-" + component.version() + ".jar")
                .collect(Collectors.toSet());
        List<String> jars;
        try (ZipFile jar = new ZipFile(
                CHECKOUT.resolve(service + "/target/" + service + "-exec.jar").toFile())) {
            jars = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith("BOOT-INF/lib/") && name.endsWith(".jar"))
                    .map(name -> name.substring("BOOT-INF/lib/".length()))
                    .toList();
        }

        assertThat(jars).hasSizeGreaterThan(20);
        assertThat(known)
                .containsAll(jars.stream().filter(name -> !isExcepted(name)).toList());
    }

    /** Sluice's own modules, and what Boot's plugin adds to each jar. */
    private static boolean isExcepted(String jar) {
        return jar.startsWith("spring-boot-jarmode-tools-")
                || (jar.endsWith("-SNAPSHOT.jar")
                        && Files.isDirectory(CHECKOUT.resolve(jar.replaceFirst("-[0-9].*", ""))));
    }

    /** A copy of another release, or of another library, is an entry of page.cdx.json. */
    @Test
    void shouldKnowEachFileThatWasCopied() throws Exception {
        Path directory = CHECKOUT.resolve("results-api/src/main/resources/static/page/vendor");
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                if (!file.toString().endsWith(".LICENSE")) {
                    found.put(file.getFileName().toString(), sha256(file));
                }
            }
        }

        assertThat(ShippedMaterials.copied(CHECKOUT).files()).containsExactlyInAnyOrderEntriesOf(found);
    }

    @Test
    void shouldWriteOneBillForAll(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("sluice.cdx.json");

        assertThat(run("sbom", CHECKOUT.toString(), file.toString())).isZero();
        assertThat(BillOfMaterials.read(file).components())
                .extracting(Component::purl)
                .doesNotHaveDuplicates()
                .contains("pkg:npm/uplot@1.6.32");
    }

    @Test
    void shouldFindAVulnerableComponent(@TempDir Path directory) throws IOException {
        String advisory = """
                {"id": "GHSA-3", "summary": "An example", "affected": [{
                  "package": {"ecosystem": "Maven", "name": "org.apache.kafka:kafka-clients"},
                  "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}%s]}]}]}""";
        String known = VulnerabilityDatabaseTest.zip(directory.resolve("known.zip"), advisory.formatted(""))
                .toString();
        String fixed = VulnerabilityDatabaseTest.zip(
                        directory.resolve("fixed.zip"), advisory.formatted(", {\"fixed\": \"1.0\"}"))
                .toString();

        assertThat(run("vulnerabilities", CHECKOUT.toString(), known)).isOne();
        assertThat(out.toString(UTF_8))
                .contains("pkg:maven/org.apache.kafka/kafka-clients@", ": GHSA-3: An example\n", ": 1 finding\n");
        assertThat(run("vulnerabilities", CHECKOUT.toString(), fixed)).isZero();
        assertThat(out.toString(UTF_8)).contains(" compared with 1 advisories: 0 findings\n");
        assertThat(run(
                        "vulnerabilities",
                        CHECKOUT.toString(),
                        known,
                        directory.resolve("none.zip").toString()))
                .isEqualTo(2);
        assertThat(run("vulnerabilities", CHECKOUT.toString())).isEqualTo(2);
    }

    private int run(String... arguments) {
        out.reset();
        try (PrintStream printed = new PrintStream(out, true, UTF_8)) {
            return SupplyChainCommand.run(List.of(arguments), printed, printed);
        }
    }

    private static List<Component> all() throws IOException {
        return ShippedMaterials.read(CHECKOUT).components();
    }

    private static String sha256(Path file) throws IOException, GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
