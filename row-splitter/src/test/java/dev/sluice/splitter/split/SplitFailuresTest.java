package dev.sluice.splitter.split;

import static dev.sluice.splitter.split.SplitterDriver.HEADER_ROW;
import static dev.sluice.splitter.split.SplitterDriver.chunkHeaders;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.runtime.quarantine.AttemptNotes;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.DeadLetter;
import dev.sluice.schemas.message.InvalidRow;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No failing record blocks the splitter. */
class SplitFailuresTest {
    private static final String GOOD = HEADER_ROW + "\n2024-05-01T10:00:00Z,s1,1.5\n";
    private static final String TWO_ROWS = GOOD + "2024-05-01T10:00:00Z,s2,1.5\n";

    @TempDir
    private Path directory;

    private final AttemptNotes notes = AttemptNotes.inMemory();
    private int owners;

    /** Fails with the exception that the test chooses. */
    private static final class FailingMetrics extends SplitterMetrics {
        FailingMetrics(MeterRegistry registry) {
            super(registry);
        }

        /** After all output is written. */
        @Override
        public void chunkSplit(long validRows, long invalidRows) {
            if (validRows == 2) {
                throw new IllegalStateException("two rows");
            }
            super.chunkSplit(validRows, invalidRows);
        }

        /** Before any output is written. */
        @Override
        public void chunkRepeated() {
            throw new IllegalStateException("repeated");
        }
    }

    @Test
    void shouldSendAFailingRecordToDeadLettersWithoutPartialOutput() {
        try (SplitterDriver splitter = owner()) {
            splitter.pipe(chunkHeaders("f", 0, 2), null, "2024-05-01T10:00:00Z,s1,1.5\n");
            splitter.pipe(chunkHeaders("f", 0, 2), null, "2024-05-01T10:00:00Z,s1,1.5\n");
            splitter.pipe(null, GOOD);

            assertThat(splitter.validRows()).hasSize(2);
            assertThat(splitter.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(header(letter, DeadLetter.REASON)).contains("repeated");
                assertThat(header(letter, DeadLetter.SERVICE)).isEqualTo("row-splitter");
                assertThat(header(letter, DeadLetter.OFFSET)).isEqualTo("1");
                assertThat(header(letter, DeadLetter.QUARANTINED)).isNull();
            });
            assertThat(splitter.count("sluice.splitter.dead.letters")).isEqualTo(1);
        }
    }

    @Test
    void shouldQuarantineAChunkThatFailedAloneTwice() {
        for (int i = 0; i < 3; i++) {
            try (SplitterDriver splitter = owner()) {
                splitter.pipe(null, GOOD);
                assertThatThrownBy(() -> splitter.pipe(chunkHeaders("f", 3, 2), null, rows(TWO_ROWS)))
                        .hasRootCauseMessage("two rows");
            }
        }
        try (SplitterDriver splitter = owner()) {
            splitter.pipe(null, GOOD);
            splitter.pipe(chunkHeaders("f", 3, 2), null, rows(TWO_ROWS));
            splitter.pipe(null, GOOD);

            assertThat(splitter.validRows()).hasSize(2);
            List<ChunkSplit> splits =
                    splitter.splitEvents().stream().map(TestRecord::value).toList();
            assertThat(splits).hasSize(3);
            ChunkSplit aside = splits.get(1);
            assertThat(aside.fileId()).isEqualTo("f");
            assertThat(aside.chunk()).isEqualTo(3);
            assertThat(aside.fault()).isNotNull().satisfies(fault -> {
                assertThat(fault.code()).isEqualTo("quarantined");
                assertThat(fault.message()).contains("raw-chunks-0 at offset 1");
            });
            assertThat(splitter.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(header(letter, DeadLetter.QUARANTINED)).isEqualTo("true");
                assertThat(new String(letter.value(), UTF_8)).isEqualTo(rows(TWO_ROWS));
            });
            assertThat(splitter.count("sluice.splitter.quarantined")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({", 2", "stream, 1"})
    void shouldQuarantineAWholeFileAndAPartOfAStream(@Nullable String key, int splits) {
        for (int i = 0; i < 3; i++) {
            try (SplitterDriver splitter = owner()) {
                assertThatThrownBy(() -> splitter.pipe(key, TWO_ROWS)).hasRootCauseMessage("two rows");
            }
        }
        try (SplitterDriver splitter = owner()) {
            splitter.pipe(key, TWO_ROWS);
            splitter.pipe(null, GOOD);

            assertThat(splitter.validRows()).hasSize(1);
            assertThat(splitter.splitEvents()).hasSize(splits);
            assertThat(splitter.deadLetters()).hasSize(1);
        }
    }

    @Test
    void shouldRejectARowThatRepeatsAProperty() {
        try (SplitterDriver splitter = owner()) {
            splitter.pipe(null, "{" + String.join(",", Collections.nCopies(40_000, "\"a\":1")) + "}");
            splitter.pipe(null, GOOD);

            List<TestRecord<String, InvalidRow>> rejects = splitter.invalidRows();
            assertThat(rejects).singleElement().satisfies(reject -> {
                assertThat(reject.value().errors()).hasSize(InvalidRow.MAX_ERRORS);
                assertThat(reject.value().furtherErrors()).isGreaterThan(39_000);
            });
            assertThat(splitter.validRows()).hasSize(1);
        }
    }

    @Test
    void shouldFailAFileOfTooManyColumns() {
        String header =
                "time" + IntStream.range(0, 10_000).mapToObj(i -> ",s" + i).collect(Collectors.joining());
        try (SplitterDriver splitter = owner()) {
            var headers = new RecordHeaders().add("csv-options", "layout=wide".getBytes(UTF_8));
            splitter.pipe(headers, (String) null, header + "\n2024-05-01T10:00:00Z,1\n");
            splitter.pipe(
                    chunkHeaders("f", 0, 2, "sensor-readings", header, "delimiter=%2C&header=present&layout=wide"),
                    null,
                    "2024-05-01T10:00:00Z,1\n");

            assertThat(splitter.splitEvents())
                    .extracting(split -> String.valueOf(split.value().fault()))
                    .allMatch(fault -> fault.contains("too-many-columns") && fault.contains("found 10001"));
        }
    }

    @Test
    void shouldRejectATooLargeRow() {
        String head = "{\"time_stamp\":\"2026-11-01T10:00:00Z\",\"data\":[";
        // Of four characters with its comma; written of ten.
        String list = String.join(",", Collections.nCopies((1_048_000 - head.length() - 2) / 4, "1e6"));
        try (SplitterDriver splitter = owner()) {
            var headers = new RecordHeaders().add("dataset", "measurements".getBytes(UTF_8));
            splitter.pipe(headers, (String) null, head + list + "]}");
            splitter.pipe(null, GOOD);

            assertThat(splitter.validRows()).hasSize(1);
            assertThat(splitter.invalidRows()).singleElement().satisfies(reject -> {
                assertThat(reject.value().rawTruncated()).isTrue();
                assertThat(reject.value().errors().get(0).code()).isEqualTo("source-error");
                assertThat(reject.value().errors().get(0).message()).contains("at most 1048576 bytes");
            });
            assertThat(splitter.splitEvents().get(0).value().invalid().rows()).isEqualTo(1);
        }
    }

    /** The next owner of the partition, whose records begin at offset 0. */
    private SplitterDriver owner() {
        return new SplitterDriver(directory.resolve("owner-" + owners++), notes, FailingMetrics::new);
    }

    private static String rows(String text) {
        return text.substring(HEADER_ROW.length() + 1);
    }

    private static @Nullable String header(TestRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }
}
