package dev.sluice.aggregator.combine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.aggregator.store.StoredFixture;
import dev.sluice.runtime.streams.ConsumedOffset;
import dev.sluice.tabular.wire.WireWriter;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads records of {@code aggregator-combined} that each released version has written. */
class StoredPositionsTest {
    private static final String NAME = "combined.txt";
    private static final ConsumedOffset POSITION = new ConsumedOffset(new Uuid(-3, 5), 1L << 35, 1_764_000_000_000L);

    @Test
    @EnabledIfSystemProperty(named = StoredFixture.WRITE, matches = ".+")
    void write() {
        StoredFixture.write(
                NAME, List.of(new StoredFixture.Entry("5".getBytes(UTF_8), CombinedPosition.toBytes(5, POSITION))));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldReadTheFormatOfEachVersion(String version) {
        assertThat(StoredFixture.read(version, NAME)).singleElement().satisfies(entry -> assertThat(
                        CombinedPosition.read(5, entry.value()))
                .isEqualTo(POSITION));
    }

    /** A later version may add fields before the checksum. */
    @Test
    void shouldSkipFieldsOfALaterVersionButOnlyWithTheChecksumOverAll() {
        WireWriter out = new WireWriter(1)
                .number(1, 5)
                .message(2, POSITION, ConsumedOffset::writeTo)
                .text(3, "a new field");
        CRC32C checksum = new CRC32C();
        checksum.update(out.toBytes());
        byte[] later = out.fixed(15, checksum.getValue()).toBytes();

        assertThat(CombinedPosition.read(5, later)).isEqualTo(POSITION);
        for (int i = 0; i < later.length; i++) {
            byte[] damaged = later.clone();
            damaged[i] ^= 4;
            assertThatThrownBy(() -> CombinedPosition.read(5, damaged)).isInstanceOf(SerializationException.class);
        }
    }

    static List<String> versions() {
        return StoredFixture.versions(NAME);
    }
}
