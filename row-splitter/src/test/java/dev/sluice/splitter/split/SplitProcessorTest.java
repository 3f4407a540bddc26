package dev.sluice.splitter.split;

import static dev.sluice.splitter.split.SplitterDriver.HEADER_ROW;
import static dev.sluice.splitter.split.SplitterDriver.START;
import static dev.sluice.splitter.split.SplitterDriver.chunkHeaders;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.runtime.streams.ConsumedOffset;
import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.ChunkSplit.WholeFile;
import dev.sluice.schemas.message.DeadLetter;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.row.ValidRow;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.tabular.row.Fault;
import dev.sluice.tabular.row.RowError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitProcessorTest {
    private static final String ROWS =
            "2024-05-01T10:00:00Z,s1,1.5\nnoon,s2,2\n\n\"2024-05-01T10:00:01Z\",\"s\n3\",3\nx\n";

    @TempDir
    Path stateDir;

    private SplitterDriver splitter;

    @BeforeEach
    void open() {
        splitter = new SplitterDriver(stateDir);
    }

    @AfterEach
    void close() {
        splitter.close();
    }

    /** After all brokers had crashed at once, the group's offsets were lost, and it read from the beginning. */
    @Test
    void shouldNotSplitARecordTwiceThatIsReadAgain() {
        splitter.alreadyRead(2);

        splitter.pipe(null, HEADER_ROW + "\n2024-05-01T10:00:00Z,s1,1.5\n");
        splitter.pipe("stream", HEADER_ROW + "\n2024-05-01T10:00:00Z,s1,1.5\n");
        splitter.pipe(null, HEADER_ROW + "\n2024-05-01T10:00:00Z,s2,1.5\n");

        assertThat(splitter.validRows()).extracting(TestRecord::key).containsExactly("s2");
        assertThat(splitter.splitEvents()).hasSize(1);
        assertThat(splitter.count("sluice.splitter.chunks", "outcome", "repeated"))
                .isEqualTo(2);
    }

    @Test
    void shouldSplitARecordOfARecreatedTopic() {
        splitter.alreadyRead(2);
        splitter.laterBy(Duration.ofSeconds(1));

        splitter.pipe(null, HEADER_ROW + "\n2024-05-01T10:00:00Z,s1,1.5\n");

        assertThat(splitter.validRows()).hasSize(1);
    }

    @Test
    void shouldStoreTheConsumedOffset() {
        splitter.pipe("stream", HEADER_ROW + "\n2024-05-01T10:00:00Z,s1,1.5\n");
        splitter.pipe("not a stream's name", "");

        assertThat(splitter.read())
                .isEqualTo(new ConsumedOffset(SplitterDriver.TOPIC_ID, 2, SplitterDriver.START.toEpochMilli()));
    }

    @Test
    void shouldSplitANumberedChunkIntoRowsAndCountThem() {
        splitter.pipe(chunkHeaders("f1", 3, 100), "f1", ROWS);

        assertThat(splitter.validRowTexts())
                .extracting(TestRecord::key, TestRecord::value)
                .containsExactly(
                        tuple(
                                "s1",
                                "{\"file_id\":\"f1\",\"chunk\":3,\"line\":100,\"dataset\":\"sensor-readings\","
                                        + "\"timestamp\":\"2024-05-01T10:00:00Z\",\"sensor_id\":\"s1\",\"value\":1.5}"),
                        tuple(
                                "s\n3",
                                "{\"file_id\":\"f1\",\"chunk\":3,\"line\":103,\"dataset\":\"sensor-readings\","
                                        + "\"timestamp\":\"2024-05-01T10:00:01Z\",\"sensor_id\":\"s\\n3\",\"value\":3.0}"));
        List<TestRecord<String, InvalidRow>> invalid = splitter.invalidRows();
        assertThat(invalid).extracting(TestRecord::key).containsExactly("f1", "f1");
        assertThat(invalid)
                .extracting(TestRecord::value)
                .extracting(InvalidRow::fileId, InvalidRow::chunk, InvalidRow::line, InvalidRow::raw)
                .containsExactly(tuple("f1", 3L, 101L, "noon,s2,2"), tuple("f1", 3L, 105L, "x"));
        assertThat(onlySplit())
                .isEqualTo(new ChunkSplit(
                        "f1",
                        3,
                        new ChunkSplit.Place(0, 0),
                        ROWS.length(),
                        Tally.NONE.plus(100).plus(103),
                        Tally.NONE.plus(101).plus(105),
                        null,
                        null));
        assertThat(splitter.deadLetters()).isEmpty();
    }

    /** The values of hall and cellar were swapped after the second header row. */
    @Test
    void shouldFailAFileWithASecondHeaderRowInAnyOfItsChunks() {
        Headers wide = chunkHeaders(
                "f1", 1, 4, "sensor-readings", "time,hall,cellar", "delimiter=%2C&header=present&layout=wide");
        splitter.pipe(
                wide,
                "f1",
                "2026-11-01T11:00:00Z,21,12\ntime,cellar,hall\n2026-11-01T12:00:00Z,12,21\n2026-11-01T13:00:00Z,13,22\n");

        assertThat(splitter.validRows())
                .extracting(TestRecord::value)
                .extracting(ValidRow::series, ValidRow::line)
                .containsExactly(tuple("hall", 4L), tuple("cellar", 4L));
        assertThat(splitter.invalidRows())
                .extracting(TestRecord::value)
                .extracting(InvalidRow::line)
                .containsExactly(5L, 6L, 7L);
        assertThat(onlySplit().fault())
                .isEqualTo(new Fault(
                        "second-header",
                        "line 5 is a header row with other columns than the first: time, cellar, hall; "
                                + "send each file separately instead of concatenating them"));
        assertThat(splitter.deadLetters()).isEmpty();
    }

    /** A single record is complete: the rows before the header row are valid, and those after it are rejected. */
    @Test
    void shouldRejectTheRowsAfterASecondHeaderRowOfARecord() {
        splitter.pipe(
                null,
                HEADER_ROW + "\n2026-11-01T10:00:00Z,s1,1.5\nsensor_id,timestamp,value\n2026-11-01T10:00:00Z,s1,2\n");

        assertThat(splitter.validRows()).hasSize(1);
        assertThat(splitter.invalidRows()).hasSize(2);
        assertThat(onlySplit().fault()).isNull();
    }

    @Test
    void shouldForwardTheBrokerTimeButNoHeaders() {
        splitter.pipe(chunkHeaders("f1", 0, 2), "f1", ROWS);

        assertThat(splitter.validRows()).allSatisfy(row -> {
            assertThat(row.timestamp()).isEqualTo(START.toEpochMilli());
            assertThat(row.headers()).isEmpty();
        });
        assertThat(splitter.splitEvents()).singleElement().satisfies(split -> {
            assertThat(split.key()).isEqualTo("f1");
            assertThat(split.timestamp()).isEqualTo(START.toEpochMilli());
        });
    }

    @Test
    void shouldCountAnEmptyChunk() {
        splitter.pipe(chunkHeaders("f1", 0, 2), "f1", "");

        assertThat(onlySplit())
                .isEqualTo(new ChunkSplit("f1", 0, new ChunkSplit.Place(0, 0), 0, Tally.NONE, Tally.NONE, null, null));
    }

    @Test
    void shouldDropADuplicateChunk() {
        splitter.pipe(chunkHeaders("f1", 0, 2), "f1", ROWS);
        splitter.pipe(chunkHeaders("f1", 1, 7), "f1", ROWS);
        splitter.pipe(chunkHeaders("f11", 0, 2), "f11", ROWS);
        splitter.laterBy(Duration.ofDays(6));
        splitter.pipe(chunkHeaders("f1", 0, 2), "f1", ROWS);
        splitter.pipe(chunkHeaders("f1", 1, 7), "f1", ROWS);

        assertThat(splitter.splitEvents())
                .extracting(
                        split -> split.value().fileId() + "/" + split.value().chunk())
                .containsExactly("f1/0", "f1/1", "f11/0");
        assertThat(splitter.validRows()).hasSize(6);
        assertThat(splitter.invalidRows()).hasSize(6);
        assertThat(splitter.deadLetters()).isEmpty();
        assertThat(splitter.count("sluice.splitter.chunks", "outcome", "repeated"))
                .isEqualTo(2);
    }

    @Test
    void shouldFailAFileOfWhichAChunkComesAgainWithOtherBytes() {
        splitter.pipe(chunkHeaders("f1", 0, 2), "f1", ROWS);
        splitter.pipe(chunkHeaders("f1", 0, 2), "f1", ROWS + ROWS);

        List<ChunkSplit> splits =
                splitter.splitEvents().stream().map(TestRecord::value).toList();
        assertThat(splits).hasSize(2);
        assertThat(splits.get(0).fault()).isNull();
        assertThat(splits.get(1).fault()).extracting(Fault::code).isEqualTo("changed-chunk");
        assertThat(splitter.validRows()).as("rows of the first one").hasSize(2);
    }

    @Test
    void shouldDropADuplicateChunkAfterTheBrokersClockWasSetBack() {
        splitter.pipe(chunkHeaders("f1", 0, 2), "f1", ROWS);
        splitter.laterBy(Duration.ofHours(-2));
        splitter.pipe(chunkHeaders("f1", 0, 2), "f1", ROWS);

        assertThat(splitter.splitEvents()).hasSize(1);
    }

    @Test
    void shouldForgetAChunkAfterTheTopicsRetention() {
        splitter.pipe(chunkHeaders("f1", 0, 2), "f1", ROWS);
        splitter.laterBy(splitter.topics.keptAtMost());
        splitter.pipe(chunkHeaders("f1", 0, 2), "f1", ROWS);
        assertThat(splitter.splitEvents()).as("while the topic may have it").hasSize(1);
        splitter.laterBy(Duration.ofHours(2));
        splitter.pipe(chunkHeaders("f2", 0, 2), "f2", ROWS);
        splitter.pipe(chunkHeaders("f1", 0, 2), "f1", ROWS);

        assertThat(splitter.splitEvents()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "first-line | none  | unreadable-chunk | expected the header first-line, found none",
                "first-line | 0     | unreadable-chunk | expected from 1 to 4503599627370496 in the header first-line, found 0",
                "first-line | 9223372036854775800 | unreadable-chunk | expected from 1 to 4503599627370496 in the header "
                        + "first-line, found 9223372036854775800",
                "csv-header | none  | unreadable-chunk | expected the header csv-header, found none",
                "csv-options | header=maybe | bad-options | expected header to be present or absent, found \"maybe\"",
                "csv-options | map.x=y | unknown-field | ",
                "dataset    | plays | unknown-dataset  | expected one of the datasets sensor-readings, "
                        + "measurements, song-plays, found plays",
                "csv-header | timestamp,value | missing-column | the header row lacks sensor_id",
            })
    void shouldFailTheFileOfAChunkWithWrongHeaders(String header, String text, String code, String message) {
        Headers headers = chunkHeaders("f1", 7, 2).remove(header);
        splitter.pipe("none".equals(text) ? headers : headers.add(header, text.getBytes(UTF_8)), "f1", ROWS);

        ChunkSplit split = onlySplit();
        assertThat(split.fault()).isNotNull();
        assertThat(split)
                .isEqualTo(new ChunkSplit(
                        "f1",
                        7,
                        new ChunkSplit.Place(0, 0),
                        ROWS.length(),
                        Tally.NONE,
                        Tally.NONE,
                        null,
                        split.fault()));
        assertThat(split.fault().code()).isEqualTo(code);
        assertThat(split.fault().message()).startsWith(message == null ? "" : message);
        assertThat(splitter.validRows()).isEmpty();
        assertThat(splitter.invalidRows()).isEmpty();
        assertThat(splitter.count("sluice.splitter.chunks", "outcome", "faulty"))
                .isEqualTo(1);
    }

    @Test
    void shouldFailTheFileOfAChunkWithoutAValue() {
        splitter.pipe(chunkHeaders("f1", 7, 2), "f1", (String) null);

        assertThat(onlySplit().fault())
                .isEqualTo(new Fault("unreadable-chunk", "expected CSV text, found a record without a value"));
    }

    @ParameterizedTest
    @CsvSource({"file-id, none", "file-id, a/b", "chunk, none", "chunk, -1", "chunk, x", "chunk, 9999999999999999"})
    void shouldSendAChunkWithInvalidHeadersToDeadLetters(String header, String text) {
        Headers headers = chunkHeaders("f1", 7, 2).remove(header);
        splitter.pipe("none".equals(text) ? headers : headers.add(header, text.getBytes(UTF_8)), "f1", ROWS);

        assertThat(splitter.deadLetters()).singleElement().satisfies(letter -> assertThat(reason(letter))
                .startsWith("expected the headers file-id (" + FileIds.RULE + ") and chunk (a number from 0), found ")
                .contains(text));
        assertThat(splitter.splitEvents()).isEmpty();
        assertThat(splitter.count("sluice.splitter.dead.letters")).isEqualTo(1);
    }

    @Test
    void shouldKeepTheKeyValueAndHeadersOfADeadLetter() {
        byte[] key = {(byte) 0xFF, 0};
        Headers headers = new RecordHeaders().add("of-its-own", new byte[] {1});
        splitter.pipe("stream", HEADER_ROW);
        splitter.pipe(headers, key, ROWS.getBytes(UTF_8));

        assertThat(splitter.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.key()).isEqualTo(key);
            assertThat(letter.value()).isEqualTo(ROWS.getBytes(UTF_8));
            assertThat(letter.headers().lastHeader("of-its-own").value()).containsExactly(1);
            assertThat(text(letter, DeadLetter.SERVICE)).isEqualTo("row-splitter");
            assertThat(text(letter, DeadLetter.TOPIC)).isEqualTo("sluice.raw-chunks");
            assertThat(text(letter, DeadLetter.PARTITION)).isEqualTo("0");
            assertThat(text(letter, DeadLetter.OFFSET)).isEqualTo("1");
            assertThat(reason(letter)).startsWith("expected as key the name of a stream");
        });
    }

    @Test
    void shouldTruncateATooLargeDeadLetter() {
        splitter.pipe(new RecordHeaders(), "not a name".getBytes(UTF_8), new byte[2 * Topics.MAX_RECORD_BYTES]);

        assertThat(splitter.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.value()).hasSize(Topics.MAX_RECORD_BYTES / 2);
            assertThat(text(letter, DeadLetter.TRUNCATED)).isEqualTo("2097152");
            assertThat(reason(letter)).contains("found not a name");
        });
    }

    @Test
    void shouldTakeARecordWithoutKeyAsAWholeFile() {
        Headers headers = new RecordHeaders().add(ChunkHeaders.FILENAME, "little.csv".getBytes(UTF_8));
        splitter.pipe("stream", HEADER_ROW);
        String file = "\uFEFF" + HEADER_ROW + "\r\n" + ROWS;
        splitter.pipe(headers, null, file);

        assertThat(splitter.validRows())
                .extracting(TestRecord::value)
                .extracting(ValidRow::fileId, ValidRow::chunk, ValidRow::line)
                .containsExactly(tuple(SplitterDriver.fileId(1), 0L, 2L), tuple(SplitterDriver.fileId(1), 0L, 5L));
        assertThat(onlySplit())
                .isEqualTo(new ChunkSplit(
                        SplitterDriver.fileId(1),
                        0,
                        new ChunkSplit.Place(0, 1),
                        file.getBytes(UTF_8).length,
                        Tally.NONE.plus(2).plus(5),
                        Tally.NONE.plus(3).plus(7),
                        new WholeFile(
                                "sensor-readings",
                                "little.csv",
                                START,
                                0,
                                1,
                                HEADER_ROW,
                                "delimiter=%2C&header=present",
                                null),
                        null));
    }

    @Test
    void shouldUseTheIdFromTheGatewayAndDropADuplicateRecord() {
        Headers headers = new RecordHeaders().add(ChunkHeaders.FILE_ID, "given".getBytes(UTF_8));
        splitter.pipe(headers, null, HEADER_ROW + "\n" + ROWS);
        splitter.pipe(headers, null, HEADER_ROW + "\n" + ROWS);

        ChunkSplit split = onlySplit();
        assertThat(split.fileId()).isEqualTo("given");
        assertThat(split.wholeFile()).isNotNull();
        assertThat(splitter.validRows())
                .isNotEmpty()
                .extracting(TestRecord::value)
                .extracting(ValidRow::fileId)
                .containsOnly("given");
    }

    @Test
    void shouldSendARecordWithAnInvalidIdToDeadLetters() {
        splitter.pipe(new RecordHeaders().add(ChunkHeaders.FILE_ID, "a/b".getBytes(UTF_8)), null, HEADER_ROW);

        assertThat(splitter.splitEvents()).isEmpty();
        assertThat(splitter.deadLetters()).singleElement().satisfies(letter -> assertThat(reason(letter))
                .startsWith("expected as header file-id")
                .endsWith("found a/b"));
    }

    /** The consumer continues at the beginning of the new topic. */
    @Test
    void shouldGiveRecordsOfARecreatedTopicOtherIdsAndDropNone(@TempDir Path other) {
        splitter.pipe(null, HEADER_ROW);
        splitter.pipe(null, HEADER_ROW);
        ConsumedOffset before = splitter.read();

        try (SplitterDriver recreated = new SplitterDriver(other)) {
            Uuid second = new Uuid(9, 9);
            recreated.recreate(second);
            recreated.readBefore(before);
            recreated.pipe(null, HEADER_ROW);
            recreated.pipe(null, HEADER_ROW);

            assertThat(recreated.splitEvents())
                    .extracting(split -> split.value().fileId())
                    .containsExactly(
                            FileIds.ofRecord("sluice.raw-chunks", second, 0, 0),
                            FileIds.ofRecord("sluice.raw-chunks", second, 0, 1))
                    .doesNotContain(SplitterDriver.fileId(0), SplitterDriver.fileId(1));
            assertThat(recreated.read().topicId()).isEqualTo(second);
        }
    }

    @Test
    void shouldTakeEachRecordWithAnEmptyKeyAsAFileOfItsOwn() {
        splitter.pipe("", HEADER_ROW + "\n" + ROWS);
        splitter.pipe("", HEADER_ROW + "\n" + ROWS);

        assertThat(splitter.splitEvents())
                .extracting(split -> split.value().fileId())
                .containsExactly(SplitterDriver.fileId(0), SplitterDriver.fileId(1));
    }

    @Test
    void shouldTakeAHeaderRowAloneAsAFileWithoutRows() {
        splitter.pipe(null, HEADER_ROW);

        ChunkSplit split = onlySplit();
        assertThat(split.valid()).isEqualTo(Tally.NONE);
        assertThat(split.invalid()).isEqualTo(Tally.NONE);
        assertThat(split.fault()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\r\n  \n", "\uFEFF"})
    void shouldFailAnEmptyFile(String file) {
        splitter.pipe(null, file);

        assertThat(onlySplit().fault())
                .isEqualTo(new Fault(
                        "empty-file", "expected a header row or rows of CSV, found only blank lines or an empty file"));
    }

    @Test
    void shouldFailAFileThatIsNoUtf8Text() {
        splitter.pipe(new RecordHeaders(), null, (HEADER_ROW + "\n" + ROWS).getBytes(UTF_16));
        splitter.pipe(null, "\u0089PNG\r\n\0");
        splitter.pipe(new RecordHeaders(), null, new byte[] {(byte) 0xFF, (byte) 0xFE});

        assertThat(splitter.splitEvents()).hasSize(3).allSatisfy(split -> {
            assertThat(split.value().fault())
                    .isEqualTo(new Fault("not-text", "expected UTF-8 text, found binary data or another encoding"));
            assertThat(split.value().wholeFile()).isNotNull();
        });
    }

    @Test
    void shouldFailAFileWithoutTheColumnsOfItsDataset() {
        splitter.pipe(null, ROWS);

        assertThat(onlySplit().fault()).isNotNull().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo("missing-column");
            assertThat(fault.message())
                    .startsWith("the header row lacks timestamp (or time,")
                    .contains("found 2024-05-01T10:00:00Z, s1, 1.5");
        });
    }

    @Test
    void shouldFailAFileWithAColumnTwice() {
        splitter.pipe(null, HEADER_ROW + ",Value\n");

        assertThat(onlySplit().fault()).extracting(Fault::code).isEqualTo("duplicate-column");
    }

    @Test
    void shouldFailATooLargeFileAndAFileOfAnUnknownDataset() {
        splitter.pipe(null, HEADER_ROW + "\n".repeat(Topics.MAX_RECORD_BYTES));
        splitter.pipe(new RecordHeaders().add(ChunkHeaders.DATASET, "plays".getBytes(UTF_8)), null, HEADER_ROW);

        assertThat(splitter.splitEvents())
                .extracting(split -> split.value().fault())
                .extracting(Fault::code)
                .containsExactly("too-large", "unknown-dataset");
    }

    @Test
    void shouldLimitTheSizeOfSplitEventsForAnyHeaders() {
        byte[] huge = "x".repeat(300_000).getBytes(UTF_8);
        splitter.pipe(
                new RecordHeaders().add(ChunkHeaders.FILENAME, huge).add(ChunkHeaders.DATASET, huge), null, "a,b");
        splitter.pipe(new RecordHeaders(), null, huge);

        assertThat(splitter.splitEvents()).hasSize(2).allSatisfy(split -> assertThat(
                        Json.MAPPER.writeValueAsBytes(split.value()))
                .hasSizeLessThan(4_096));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "stream"})
    void shouldSendARecordWithoutValueToDeadLetters(String key) {
        splitter.pipe(key, null);

        assertThat(splitter.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.value()).isNull();
            assertThat(reason(letter)).endsWith("expected CSV text, found a record without a value");
        });
        assertThat(splitter.splitEvents()).isEmpty();
    }

    @Test
    void shouldAddARecordWithAKeyToTheStreamOfThatName() {
        splitter.pipe("stream-1", HEADER_ROW + "\n" + ROWS);
        splitter.pipe("stream-1", HEADER_ROW + "\n" + ROWS);

        assertThat(splitter.validRows())
                .hasSize(4)
                .extracting(TestRecord::value)
                .allSatisfy(row -> {
                    assertThat(row.fileId()).isEqualTo("stream-1");
                    assertThat(row.chunk()).isNull();
                })
                .extracting(ValidRow::line)
                .containsExactly(2L, 5L, 2L, 5L);
        assertThat(splitter.invalidRows())
                .hasSize(4)
                .extracting(TestRecord::value)
                .allSatisfy(row -> assertThat(row.chunk()).isNull());
        assertThat(splitter.splitEvents()).isEmpty();
        assertThat(splitter.deadLetters()).isEmpty();
    }

    @Test
    void shouldReadAStreamWithoutHeaderRowByItsCsvHeader() {
        Headers headers = new RecordHeaders().add(ChunkHeaders.CSV_HEADER, "value,sensor_id,timestamp".getBytes(UTF_8));
        splitter.pipe(headers, "stream-1", "1.5,s1,2024-05-01T10:00:00Z");

        assertThat(splitter.validRowTexts())
                .extracting(TestRecord::value)
                .containsExactly("{\"file_id\":\"stream-1\",\"line\":1,\"dataset\":\"sensor-readings\","
                        + "\"timestamp\":\"2024-05-01T10:00:00Z\",\"sensor_id\":\"s1\",\"value\":1.5}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stream | x,y            | missing-column: the header row lacks timestamp",
                "stream | ''             | empty-file: expected a header row",
                "a b    | x              | expected as key the name of a stream",
            })
    void shouldSendInvalidStreamPartsToDeadLetters(String key, String value, String reason) {
        splitter.pipe(key, value);

        assertThat(splitter.deadLetters()).singleElement().satisfies(letter -> assertThat(reason(letter))
                .startsWith(reason));
        assertThat(splitter.splitEvents()).isEmpty();
    }

    @Test
    void shouldCountRowsAndChunks() {
        splitter.pipe(chunkHeaders("f1", 0, 2), "f1", ROWS + ROWS);
        splitter.pipe("stream-1", HEADER_ROW + "\n" + "2024-05-01T10:00:00Z,s,1");

        assertThat(splitter.count("sluice.splitter.rows", "outcome", "valid")).isEqualTo(5);
        assertThat(splitter.count("sluice.splitter.rows", "outcome", "invalid")).isEqualTo(4);
        assertThat(splitter.count("sluice.splitter.chunks", "outcome", "split")).isEqualTo(2);
        assertThat(splitter.count("sluice.splitter.chunks", "outcome", "faulty"))
                .isZero();
        assertThat(splitter.count("sluice.splitter.chunks", "outcome", "repeated"))
                .isZero();
    }

    @Test
    void shouldMarkATruncatedRawText() {
        splitter.pipe(chunkHeaders("f1", 0, 2), "f1", "é".repeat(40_000));

        InvalidRow row = splitter.invalidRows().get(0).value();
        assertThat(row.raw()).isEqualTo("é".repeat(32 * 1_024));
        assertThat(row.rawTruncated()).isTrue();
        assertThat(row.errors()).extracting(RowError::code).containsExactly("source-error");
    }

    private ChunkSplit onlySplit() {
        List<TestRecord<String, ChunkSplit>> splits = splitter.splitEvents();
        assertThat(splits).hasSize(1);
        return splits.get(0).value();
    }

    private static String reason(TestRecord<byte[], byte[]> letter) {
        return text(letter, DeadLetter.REASON);
    }

    private static String text(TestRecord<byte[], byte[]> letter, String header) {
        return new String(letter.headers().lastHeader(header).value(), UTF_8);
    }
}
