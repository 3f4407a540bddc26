package dev.sluice.schemas.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.message.ChunkSplit.WholeFile;
import dev.sluice.tabular.row.Fault;
import dev.sluice.tabular.row.MoreErrors;
import dev.sluice.tabular.row.RowError;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedTest {
    private static final int MIB = 1024 * 1024;

    /** Characters that take one, three and six bytes in JSON. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "€", "\u0001", "😀"})
    void shouldTruncateATooLargeRow(String character) {
        RowError error = new RowError("type-error", "value", character.repeat(4_000), character.repeat(500));
        InvalidRow row = new InvalidRow(
                "f",
                1L,
                7,
                character.repeat(100_000),
                false,
                Collections.nCopies(20, error),
                List.of(new MoreErrors("type-error", "value", 5)),
                25);

        byte[] bytes = Bounded.write(row);
        InvalidRow read = Json.read(bytes, InvalidRow.class);

        assertThat(bytes.length).isLessThanOrEqualTo(MIB);
        assertThat(read.tally()).isEqualTo(row.tally());
        assertThat(read.errors()).hasSize(20);
        assertThat(read.moreErrors()).isEqualTo(row.moreErrors());
        assertThat(read.raw()).isNotEmpty().matches(raw -> row.raw().startsWith(raw));
        assertThat(read.rawTruncated())
                .isEqualTo(read.raw().length() < row.raw().length());
    }

    @Test
    void shouldNotTruncateARowThatFits() {
        InvalidRow row =
                new InvalidRow("f", 1L, 7, "a,b", false, List.of(new RowError("type-error", "value", "expected", "b")));

        assertThat(Json.read(Bounded.write(row), InvalidRow.class)).isEqualTo(row);
    }

    @Test
    void shouldTruncateATooLargeSplitEvent() {
        WholeFile file = new WholeFile(
                "d", "a.csv", Instant.EPOCH, 1, 2, "\u0001".repeat(120_000), "\u0001".repeat(100_000), null);
        ChunkSplit split = new ChunkSplit("f", 0, null, 1, Tally.NONE, Tally.NONE, file, new Fault("x", "y"));

        byte[] bytes = Bounded.write(split);

        assertThat(bytes.length).isLessThanOrEqualTo(MIB);
        assertThat(Json.read(bytes, ChunkSplit.class).fault()).isEqualTo(split.fault());
    }

    @Test
    void shouldCutTheReasonOfADeadLetter() {
        for (String reason : Stream.of("x", "€").map(c -> c.repeat(1_700_000)).toList()) {
            DeadLetter letter =
                    DeadLetter.of(new byte[3 * MIB], reason.getBytes(UTF_8), new RecordHeaders(), cause(reason));

            assertThat(size(letter)).isLessThanOrEqualTo(MIB);
        }
    }

    @Test
    void shouldMarkAQuarantinedDeadLetter() {
        var set =
                DeadLetter.of(null, new byte[1], new RecordHeaders(), new DeadLetter.Cause("s", "r", "t", 1, 2, true));

        assertThat(set.headers().lastHeader(DeadLetter.QUARANTINED).value()).isEqualTo("true".getBytes(UTF_8));
        assertThat(DeadLetter.of(null, null, new RecordHeaders(), cause("r"))
                        .headers()
                        .lastHeader(DeadLetter.QUARANTINED))
                .isNull();
    }

    private static DeadLetter.Cause cause(String reason) {
        return new DeadLetter.Cause("s", reason, "t", 1, 2);
    }

    private static long size(DeadLetter letter) {
        long size = 0;
        for (byte[] bytes :
                Stream.of(letter.headers().toArray()).map(h -> h.value()).toList()) {
            size += bytes.length;
        }
        byte[] key = letter.key();
        byte[] value = letter.value();
        return size + (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
    }
}
