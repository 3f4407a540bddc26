package dev.sluice.schemas.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.schemas.Messages;
import dev.sluice.schemas.query.FileResult;
import dev.sluice.schemas.query.FileStatus;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    /** A message, the type it is read as, and its JSON. */
    static List<Arguments> messages() {
        return List.of(
                Arguments.of(Messages.INVALID, InvalidRow.class, """
                        {"file_id":"f-1","chunk":3,"line":42,"raw":"noon,\\"s1\\",\\n","raw_truncated":true,\
                        "errors":[{"code":"type-error","field":"timestamp",\
                        "message":"expected a date-time, found \\"noon\\"","value":"noon"}],\
                        "more_errors":[{"code":"type-error","field":"value","count":7},\
                        {"code":"type-error","count":1}],"cells":9}"""),
                Arguments.of(Messages.STREAM_INVALID, InvalidRow.class, """
                        {"file_id":"f-1","line":1,"raw":"","raw_truncated":false,\
                        "errors":[{"code":"blank-row","message":"expected cells, found none"}]}"""),
                Arguments.of(Messages.SPLIT, ChunkSplit.class, """
                        {"file_id":"f-1","chunk":3,"place":{"partition":1,"offset":42},"bytes":512,"valid":{"rows":2,"checksum":-5},\
                        "invalid":{"rows":1,"checksum":42}}"""),
                Arguments.of(Messages.WHOLE_FILE_SPLIT, ChunkSplit.class, """
                        {"file_id":"f-1","chunk":0,"bytes":512,"valid":{"rows":1,"checksum":2},\
                        "invalid":{"rows":0,"checksum":0},"whole_file":{"dataset":"song-plays",\
                        "filename":"a.csv","received":"2024-05-01T12:00:00Z","partition":3,"offset":17,\
                        "csv_header":"Song,Date,Number of Plays","csv_options":"delimiter=%3B&header=absent"}}"""),
                Arguments.of(Messages.NAMELESS_SPLIT, ChunkSplit.class, """
                        {"file_id":"f-1","chunk":0,"bytes":512,"valid":{"rows":1,"checksum":2},\
                        "invalid":{"rows":0,"checksum":0},"whole_file":{"dataset":"measurements",\
                        "received":"2024-05-01T12:00:00Z","partition":0,"offset":0},\
                        "fault":{"code":"aborted","message":"the client went away"}}"""),
                Arguments.of(Messages.OPENED, FileEvent.class, """
                        {"type":"file_opened","file_id":"f-1","dataset":"sensor-readings","filename":"a.csv",\
                        "csv_header":"timestamp;sensor_id;value","csv_options":"delimiter=%3B&header=present",\
                        "upload_time":"2024-05-01T12:00:00Z","deadline_ms":60000}"""),
                Arguments.of(Messages.PROGRESS, FileEvent.class, """
                        {"type":"file_progress","file_id":"f-1","chunks":2,"bytes":1024}"""),
                Arguments.of(Messages.CLOSED, FileEvent.class, """
                        {"type":"file_closed","file_id":"f-1","chunks":2,"bytes":1050,"lines":44,\
                        "sha256":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}"""),
                Arguments.of(Messages.ABORTED, FileEvent.class, """
                        {"type":"file_aborted","file_id":"f-1",\
                        "fault":{"code":"aborted","message":"the client went away"}}"""),
                Arguments.of(Messages.OVERDUE, FileEvent.class, """
                        {"type":"file_overdue","file_id":"f-1"}"""),
                Arguments.of(Messages.STORED, FileEvent.class, """
                        {"type":"file_stored","file_id":"f-1","dataset":"measurements","filename":"a.json",\
                        "received":"2024-05-01T12:00:00Z","client":"lab"}"""),
                Arguments.of(Messages.NAMELESS_STORED, FileEvent.class, """
                        {"type":"file_stored","file_id":"f-1","dataset":"measurements",\
                        "received":"2024-05-01T12:00:00Z"}"""),
                Arguments.of(Messages.STREAM_CLOSED, StreamEvent.class, """
                        {"type":"stream_closed","file_id":"f-1","rows":42}"""),
                Arguments.of(Messages.RESULT, FileResult.class, """
                        {"file_id":"f-1","status":"partial","provisional":false,"source":"upload",\
                        "dataset":"sensor-readings","filename":"a.csv","upload_time":"2024-05-01T12:00:00Z",\
                        "processing_time":"2024-05-01T12:00:01.500Z","processing_seconds":1.5,"total_rows":4,"valid_rows":2,"invalid_rows":2,"series":1,\
                        "stray_rows":0,"errors":[{"code":"type-error","field":"value","count":1},\
                        {"code":"blank-row","count":1}],"progress":{"bytes":1050,"chunks":1,"closed":true,\
                        "chunks_split":1,"rows_split":4,"rows_aggregated":4},"aggregated_data":{"s1":{"count":2,\
                        "min":19.5,"max":21.5,"avg":20.5,"sum":41.0,"std_dev":1.0,\
                        "first":"2024-05-01T12:00:00Z","last":"2024-05-01T12:00:00Z"}},\
                        "chunks":{"ranges":[{"partition":0,"first":17,"last":17},\
                        {"partition":3,"first":0,"last":1}],"valid":{"rows":2,"checksum":-5},\
                        "invalid":{"rows":2,"checksum":9}}}"""),
                Arguments.of(Messages.FAILED, FileResult.class, """
                        {"file_id":"f-1","status":"failed","provisional":false,\
                        "reason":{"code":"aborted","message":"the client went away"},"source":"record",\
                        "dataset":"sensor-readings","upload_time":"2024-05-01T12:00:00Z","total_rows":0,\
                        "valid_rows":0,"invalid_rows":0,"series":0,"stray_rows":0,"errors":[],\
                        "progress":{"bytes":0,"chunks":0,"closed":false,"chunks_split":0,"rows_split":0,\
                        "rows_aggregated":0}}"""));
    }

    @ParameterizedTest
    @MethodSource("messages")
    <T> void shouldWriteAndReadEveryMessage(T message, Class<T> type, String json) {
        Serde<T> serde = Json.serde(type);

        assertThat(new String(serde.serializer().serialize("topic", message), UTF_8))
                .isEqualTo(json);
        assertThat(serde.deserializer().deserialize("topic", json.getBytes(UTF_8)))
                .isEqualTo(message);
    }

    @ParameterizedTest
    @EnumSource(FileStatus.class)
    void shouldWriteAStatusInLowerCase(FileStatus status) {
        String json = Json.MAPPER.writeValueAsString(status);

        assertThat(json).isEqualTo('"' + status.name().toLowerCase(Locale.ROOT) + '"');
        assertThat(Json.read(json.getBytes(UTF_8), FileStatus.class)).isEqualTo(status);
    }

    @Test
    void shouldWriteAFigureThatIsTooLargeAsNull() {
        assertThat(Json.MAPPER.writeValueAsString(Messages.TOO_LARGE_FIGURES))
                .contains("\"süd \\\"1\\\"\":{\"count\":2,\"min\":1.7976931348623157E308,"
                        + "\"max\":1.7976931348623157E308,\"avg\":1.7976931348623157E308,\"sum\":null,\"std_dev\":0.0,"
                        + "\"first\"");
    }

    @Test
    void shouldOmitMissingTimes() {
        assertThat(Json.MAPPER.writeValueAsString(Messages.WITHOUT_TIME))
                .endsWith("\"aggregated_data\":{\"\\\"Anna, Lena\\\",2020-01-01\":{\"count\":2,"
                        + "\"min\":50.0,\"max\":100.0,\"avg\":75.0,\"sum\":150.0,\"std_dev\":25.0}}}");
    }

    @Test
    void shouldReadASplitWithoutTheOffsetOfItsRecord() {
        ChunkSplit split = Json.read("""
                {"file_id":"f-1","chunk":0,"bytes":512,"valid":{"rows":1,"checksum":2},\
                "invalid":{"rows":0,"checksum":0},"whole_file":{"dataset":"sensor-readings",\
                "received":"2024-05-01T12:00:00Z"}}""".getBytes(UTF_8), ChunkSplit.class);

        assertThat(split.wholeFile())
                .isEqualTo(new ChunkSplit.WholeFile("sensor-readings", null, Messages.NOON, 0, 0, null, null, null));
    }

    @Test
    void shouldReadAFileOpenedEventWithoutOptions() {
        FileEvent opened = read("""
                {"type":"file_opened","file_id":"f-1","dataset":"sensor-readings","filename":"a.csv",\
                "csv_header":"timestamp,sensor_id,value","upload_time":"2024-05-01T12:00:00Z",\
                "deadline_ms":60000}""");

        assertThat(opened)
                .isEqualTo(new FileEvent.FileOpened(
                        "f-1",
                        "sensor-readings",
                        "a.csv",
                        "timestamp,sensor_id,value",
                        null,
                        Messages.NOON,
                        60_000,
                        null));
    }

    @Test
    void shouldIgnoreUnknownProperties() {
        assertThat(read("{\"later\":{\"a\":[1]},\"type\":\"file_overdue\",\"file_id\":\"f-1\",\"more\":null}"))
                .isEqualTo(Messages.OVERDUE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'file_progress','file_id':'f-1','bytes':2}                | null",
                "{'type':'file_progress','file_id':'f-1','chunks':null,'bytes':2}  | null",
                "{'type':'file_progress','chunks':1,'bytes':2}                     | expected a file_id of",
                "{'type':'file_progress','file_id':'a b','chunks':1,'bytes':2}     | expected a file_id of",
                "{'type':'file_aborted','file_id':'f-1'}                           | fault",
                "{'type':'file_aborted','file_id':'f-1','fault':{'code':'x'}}      | message",
                "{'type':'file_renamed','file_id':'f-1'}                           | file_renamed",
                "{'file_id':'f-1'}                                                 | type",
                "{'type':'file_opened','file_id':'f-1','dataset':'d','filename':'f','deadline_ms':1} | upload_time",
                "{'type':'file_stored','file_id':'f-1','dataset':'measurements'}   | received",
                "{'type':'stream_closed','file_id':'f-1','rows':1}                 | stream_closed",
            })
    void shouldReportTheErrorInAMessage(String json, String what) {
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> read(json.replace('\'', '"')))
                .withMessageContaining(what);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'stream_closed','file_id':'f-1'}                          | null",
                "{'type':'stream_closed','file_id':'f-1','rows':-1}                | expected rows from 0 to 9007199254740992, found -1",
                "{'type':'stream_closed','file_id':'f-1','rows':1.5}               | 1.5",
                "{'type':'stream_closed','file_id':'f-1','rows':'many'}            | many",
                "{'type':'file_closed','file_id':'f-1'}                            | file_closed",
            })
    void shouldReportTheErrorInAStreamEvent(String json, String what) {
        byte[] bytes = json.replace('\'', '"').getBytes(UTF_8);

        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> Json.read(bytes, StreamEvent.class))
                .withMessageContaining(what);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "7", "[]", "{", "timestamp,sensor_id,value", "{} {}"})
    void shouldRefuseNonMessages(String text) {
        assertThatExceptionOfType(SerializationException.class).isThrownBy(() -> read(text));
    }

    @Test
    void shouldReadNullAsNull() {
        Stream.of(InvalidRow.class, FileEvent.class).map(Json::serde).forEach(serde -> {
            assertThat(serde.serializer().serialize("topic", null)).isNull();
            assertThat(serde.deserializer().deserialize("topic", (byte[]) null)).isNull();
        });
    }

    private static FileEvent read(String json) {
        return Json.read(json.getBytes(UTF_8), FileEvent.class);
    }
}
