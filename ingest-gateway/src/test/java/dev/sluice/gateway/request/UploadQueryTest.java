package dev.sluice.gateway.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.header.ReadOptions.Layout;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadQueryTest {
    private static final GatewayProperties PROPERTIES =
            GatewayProperties.read(new Settings(Map.of("gateway.dry-run-rows", "100")));

    @Test
    void shouldAskForNothingByDefault() throws RefusedException {
        UploadQuery query = read(null);

        assertThat(query.dataset().name()).isEqualTo("sensor-readings");
        assertThat(query.filename()).isEqualTo("upload.csv");
        assertThat(query.options()).isEqualTo(ReadOptions.NONE);
        assertThat(query.charset()).isNull();
        assertThat(query.dryRunRows()).isNull();
    }

    @Test
    void shouldReadAllOptionsOfAnUpload() throws RefusedException {
        UploadQuery query = read("dataset=song-plays&filename=a.txt&delimiter=%3B&header=absent&layout=wide"
                + "&map.Number%20of%20Plays=n&set.Song=Umbrella+1&charset=latin1&dry_run=true&rows=7");

        assertThat(query.dataset().name()).isEqualTo("song-plays");
        assertThat(query.filename()).isEqualTo("a.txt");
        assertThat(query.options())
                .isEqualTo(new ReadOptions(
                        ';', false, Layout.WIDE, Map.of("Number of Plays", "n"), Map.of("Song", "Umbrella 1")));
        assertThat(query.charset()).isEqualTo(Charset.forName("ISO-8859-1"));
        assertThat(query.dryRunRows()).isEqualTo(7);
    }

    @Test
    void shouldAcceptATabLiterallyAndByName() throws RefusedException {
        assertThat(read("delimiter=%09").options().delimiter()).isEqualTo('\t');
        assertThat(read("delimiter=tab").options().delimiter()).isEqualTo('\t');
    }

    @Test
    void shouldLimitTheRowsOfADryRun() throws RefusedException {
        assertThat(read("dry_run=true").dryRunRows()).isEqualTo(100);
        assertThat(read("dry_run=true&rows=100").dryRunRows()).isEqualTo(100);
        assertThat(read("dry_run=false").dryRunRows()).isNull();
    }

    /** A request for a dry run must never store a file. */
    @ParameterizedTest
    @CsvSource({
        "dry_run, dry_run=true",
        "dry_run=, dry_run=true",
        "dry_run=1, dry_run=true",
        "dry_run=yes, yes",
        "dry_run=true&rows=0, rows from 1 to 100",
        "dry_run=true&rows=101, 101",
        "dry_run=true&rows=x, number of rows",
        "dry_run=true&rows=, number of rows",
        "rows=10, dry_run=true",
        "delimiter=ab, delimiter",
        "delimiter=, delimiter",
        "header=maybe, maybe",
        "layout=tall, tall",
    })
    void shouldRefuseInvalidOptions(String query, String detail) {
        assertThat(refusal(query)).satisfies(refusal -> {
            assertThat(refusal.problem()).isEqualTo(Problem.BAD_OPTIONS);
            assertThat(refusal.detail()).contains("expected").contains(detail);
        });
    }

    @Test
    void shouldListTheKnownDatasets() {
        assertThat(refusal("dataset=nope")).satisfies(refusal -> {
            assertThat(refusal.problem()).isEqualTo(Problem.UNKNOWN_DATASET);
            assertThat(refusal.detail()).contains("sensor-readings, ").contains("nope");
            assertThat(refusal.properties())
                    .containsEntry("datasets", PROPERTIES.datasets().names());
        });
    }

    @ParameterizedTest
    @CsvSource({"no-such-charset", "!", "ü"})
    void shouldRefuseUnknownCharsets(String name) {
        assertThat(refusal("charset=" + URLEncoder.encode(name, UTF_8))).satisfies(refusal -> {
            assertThat(refusal.problem()).isEqualTo(Problem.UNKNOWN_CHARSET);
            assertThat(refusal.detail()).contains(name);
        });
    }

    @ParameterizedTest
    @CsvSource({"data_set=a", "map=a", "DATASET=a", "map.=a"})
    void shouldRefuseUnknownParameters(String query) {
        assertThat(refusal(query)).satisfies(refusal -> {
            assertThat(refusal.problem()).isEqualTo(Problem.BAD_QUERY);
            assertThat(refusal.detail())
                    .contains("dataset")
                    .contains("map.FIELD")
                    .contains("dry_run");
        });
    }

    private static UploadQuery read(String query) throws RefusedException {
        return UploadQuery.read(new Query(query), PROPERTIES);
    }

    private static RefusedException refusal(String query) {
        return catchThrowableOfType(RefusedException.class, () -> read(query));
    }
}
