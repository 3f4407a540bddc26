package dev.sluice.aggregator.delta;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aggregator.merge.TestRows;
import dev.sluice.aggregator.store.StoredFixture;
import dev.sluice.schemas.row.ValidRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads records of {@code aggregator-deltas} that each released version has written. */
class StoredDeltasTest {
    private static final String NAME = "deltas.txt";
    private static final List<ValidRow> ROWS = List.of(
            TestRows.reading("f", 2L, 1L << 33, "boiler \u00e9\u0000", 20.53),
            TestRows.measurement("f", 3L, 7L, "latest", 1.5, -2),
            TestRows.measurement("f", 0L, 2L, "without a number"),
            TestRows.plays("s", null, 4L, "song, artist", 1e300));
    private static final ValidRow WITH_DETAILS = TestRows.measurement("f", 4L, 7L, "latest", 1.5, -2, 1e300);
    private static final ValidRow WINDOWED = TestRows.hourly("w", "hourly", 7, -1);
    private static final CombinerMessage.SetAside SET_ASIDE = new CombinerMessage.SetAside(0, 1L << 40);

    @Test
    @EnabledIfSystemProperty(named = StoredFixture.WRITE, matches = ".+")
    void write() {
        List<StoredFixture.Entry> entries = new ArrayList<>();
        PendingDeltas pending = new PendingDeltas();
        for (ValidRow row :
                Stream.concat(ROWS.stream(), Stream.of(WITH_DETAILS, WINDOWED)).toList()) {
            pending.add(row);
            pending.drainTo((file, batch) -> entries.add(new StoredFixture.Entry(file.getBytes(UTF_8), batch)));
        }
        entries.add(new StoredFixture.Entry("f".getBytes(UTF_8), SET_ASIDE.toBytes()));
        StoredFixture.write(NAME, entries);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldReadTheFormatOfEachVersion(String version) {
        List<CombinerMessage> read = StoredFixture.read(version, NAME).stream()
                .map(entry -> CombinerMessage.read(entry.value()))
                .toList();

        List<CombinerMessage> expected = new ArrayList<>();
        boolean detailed = !version.equals(StoredFixture.WITHOUT_DETAILS);
        for (ValidRow row : ROWS) {
            Delta delta = TestRows.delta(row);
            expected.add(new CombinerMessage.Deltas(List.of(detailed ? delta : withoutDetails(delta))));
        }
        if (detailed) {
            expected.add(new CombinerMessage.Deltas(List.of(TestRows.delta(WITH_DETAILS))));
            expected.add(new CombinerMessage.Deltas(TestRows.combined(WINDOWED)));
        }
        expected.add(SET_ASIDE);
        assertThat(read)
                .usingRecursiveComparison()
                .withEqualsForType((one, other) -> Arrays.equals(one.toBytes(), other.toBytes()), SeriesDetails.class)
                .isEqualTo(expected);
    }

    private static Delta withoutDetails(Delta delta) {
        SeriesValue value = delta.value().withDetails(null);
        return new Delta(delta.origin(), delta.dataset(), delta.series(), delta.tally(), value, true, null);
    }

    static List<String> versions() {
        return StoredFixture.versions(NAME);
    }
}
