package dev.sluice.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void shouldUseDefaults() {
        Settings settings = new Settings(Map.of());

        assertThat(settings.text("a.text", "x", ".*", "a text")).isEqualTo("x");
        assertThat(settings.integer("a.number", 7, 0, 9)).isEqualTo(7);
        assertThat(settings.duration("a.time", DAY, Duration.ZERO, DAY)).isEqualTo(DAY);
        assertThat(settings.bytes("a.size", 5, 0, 9)).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gateway.max-uploads",
                "gateway.maxUploads",
                "gateway.max_uploads",
                "gateway.max.uploads",
                "GATEWAY_MAX_UPLOADS",
                "GATEWAY_MAXUPLOADS"
            })
    void shouldAcceptEverySpellingOfAName(String spelling) {
        Settings settings = new Settings(Map.of(spelling, "5"));

        assertThat(settings.integer("gateway.max-uploads", 64, 1, 100)).isEqualTo(5);
        assertThatCode(() -> settings.verify(s -> s.integer("gateway.max-uploads", 64, 1, 100)))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldUseTheFirstOfTwoSpellings() {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("gateway.max.uploads", "5");
        given.put("gateway.max-uploads", "6");

        assertThat(new Settings(given).integer("gateway.max-uploads", 64, 1, 100))
                .isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "0s, PT0S", "10s, PT10S", "5m, PT5M", "12h, PT12H", "7d, PT168H", "' 7 d ', PT168H"})
    void shouldReadDurations(String text, Duration expected) {
        Settings settings = new Settings(Map.of("time", text));

        assertThat(settings.duration("time", DAY, Duration.ZERO, Duration.ofDays(10)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "5 parsecs",
                "-5s",
                "1.5h",
                "5S",
                "PT5S",
                "11d",
                "213503982335d",
                "213503982334602d",
                "s"
            })
    void shouldRefuseOtherDurations(String text) {
        assertFault(
                Map.of("time", text),
                s -> s.duration("time", DAY, Duration.ZERO, Duration.ofDays(10)),
                "sluice.time: expected a duration such as 500ms, 10s, 5m, 12h or 7d, from 0s to 10d, found \"" + text
                        + '"');
    }

    @ParameterizedTest
    @CsvSource({
        "65536, 65536",
        "7B, 7",
        "64KiB, 65536",
        "'1 MiB', 1048576",
        "2GiB, 2147483648",
        "107374182400, 107374182400"
    })
    void shouldReadSizes(String text, long expected) {
        assertThat(new Settings(Map.of("size", text)).bytes("size", 1, 0, Long.MAX_VALUE))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-1", "64KB", "64kib", "1.5MiB", "101", "9999999999", "999999999GiB", "17179869184GiB", "MiB"
            })
    void shouldRefuseOtherSizes(String text) {
        assertFault(
                Map.of("size", text),
                s -> s.bytes("size", 1, 0, 100),
                "sluice.size: expected a size such as 65536, 64KiB or 1MiB, from 0 to 100 bytes, found \"" + text
                        + '"');
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "101", "ten", "1e1", "5.0", "99999999999"})
    void shouldRefuseOtherNumbers(String text) {
        assertFault(
                Map.of("number", text),
                s -> s.integer("number", 1, 1, 100),
                "sluice.number: expected a whole number from 1 to 100, found \"" + text + '"');
    }

    @Test
    void shouldStartThreadsByProcessorsButNoMoreThanThereArePartitions() {
        int processors = Runtime.getRuntime().availableProcessors();
        Settings settings = new Settings(Map.of("c.threads", "7"));

        assertThat(settings.threads("a.threads", 1, 1)).isEqualTo(1);
        assertThat(settings.threads("b.threads", 2, 1_000)).isEqualTo(Math.max(1, Math.min(64, processors / 2)));
        assertThat(settings.threads("c.threads", 2, 1)).isEqualTo(7);
        assertThat(settings.asked())
                .contains(
                        new Setting("sluice.a.threads", "the processors", "1 to 64"),
                        new Setting("sluice.b.threads", "the processors / 2", "1 to 64"));
    }

    @Test
    void shouldRefuseTextThatDoesNotMatchAsAWhole() {
        assertFault(
                Map.of("name", "abc!"),
                s -> s.text("name", "x", "[a-z]*", "small letters"),
                "sluice.name: expected small letters, found \"abc!\"");
    }

    @Test
    void shouldUseTheDefaultForAnInvalidValue() {
        assertThat(new Settings(Map.of("number", "ten")).integer("number", 7, 1, 100))
                .isEqualTo(7);
    }

    @Test
    void shouldReportAllFaultsOfAllReadersAtOnceAndEachOnce() {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("topics.partitions", "none");
        given.put("gateway.max.uplods", "5");
        given.put("gateway.limit", "5");
        Consumer<Settings> topics = s -> s.integer("topics.partitions", 4, 1, 10);
        Consumer<Settings> gateway = s -> {
            topics.accept(s);
            s.integer("gateway.max-uploads", 4, 1, 10);
            s.integer("gateway.limit", 1, 1, 4);
        };

        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new Settings(given).verify(topics, gateway))
                .withMessage("""
                        can't start: 3 settings are invalid:
                          - sluice.topics.partitions: expected a whole number from 1 to 10, found "none"
                          - sluice.gateway.limit: expected a whole number from 1 to 4, found "5"
                          - sluice.gateway.max.uplods: unknown setting""");
    }

    @Test
    void shouldReportFaultsFoundByReaders() {
        Consumer<Settings> reader = s -> {
            s.integer("number", 1, 1, 100);
            s.fault("notes.json /name: expected a string, found 7");
        };

        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new Settings(Map.of("number", "ten")).verify(reader, reader))
                .withMessage("""
                        can't start: 2 settings are invalid:
                          - sluice.number: expected a whole number from 1 to 100, found "ten"
                          - notes.json /name: expected a string, found 7""");
    }

    private static void assertFault(Map<String, String> given, Consumer<Settings> reader, String fault) {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new Settings(given).verify(reader))
                .withMessage("can't start: 1 setting is invalid:\n  - " + fault);
    }

    @Test
    void shouldFormatDefaultsAndRangesInConfigurationSyntax() {
        Settings settings = new Settings(Map.of("none", "given"));
        settings.text("text", "plain", ".*", "a text");
        settings.integer("number", 7, 1, 9);
        settings.bytes("size", 64 * 1024, 0, 1 << 20);
        settings.bytes("less", 1024, 1, 512, "1 to size");
        settings.duration("short", Duration.ofMillis(1_500), Duration.ZERO, DAY);
        settings.duration("long", Duration.ofMinutes(90), Duration.ZERO, DAY);
        settings.duration("days", Duration.ofDays(1), Duration.ZERO, DAY, "0s to long");
        settings.integer("few", 1, 1, 9, "1 to number");

        assertThat(settings.asked())
                .containsExactly(
                        new Setting("sluice.days", "1d", "0s to long"),
                        new Setting("sluice.few", "1", "1 to number"),
                        new Setting("sluice.less", "1KiB", "1 to size"),
                        new Setting("sluice.long", "90m", "0s to 1d"),
                        new Setting("sluice.number", "7", "1 to 9"),
                        new Setting("sluice.short", "1500ms", "0s to 1d"),
                        new Setting("sluice.size", "64KiB", "0 to 1MiB"),
                        new Setting("sluice.text", "plain", "a text"));
    }

    @Test
    void shouldNameEnvironmentVariables() {
        assertThat(new Setting("sluice.gateway.max-uploads", "64", "1 to 10000").environment())
                .isEqualTo("SLUICE_GATEWAY_MAX_UPLOADS");
    }
}
