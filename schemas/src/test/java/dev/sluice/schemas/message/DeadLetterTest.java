package dev.sluice.schemas.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.topic.Topics;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
    private static final DeadLetter.Cause CAUSE =
            new DeadLetter.Cause("row-splitter", "no file-id", "sluice.raw-chunks", 3, 17);

    @Test
    void shouldAppendTheReasonAndOriginToTheHeadersOfTheRecord() {
        Headers own = new RecordHeaders().add("chunk", "x".getBytes(UTF_8));

        DeadLetter letter = DeadLetter.of("k".getBytes(UTF_8), "v".getBytes(UTF_8), own, CAUSE);

        assertThat(letter.key()).asString().isEqualTo("k");
        assertThat(letter.value()).asString().isEqualTo("v");
        assertThat(texts(letter.headers()))
                .containsExactly(
                        "chunk=x",
                        "dead-letter-service=row-splitter",
                        "dead-letter-reason=no file-id",
                        "dead-letter-topic=sluice.raw-chunks",
                        "dead-letter-partition=3",
                        "dead-letter-offset=17");
        assertThat(texts(own)).containsExactly("chunk=x");
    }

    @Test
    void shouldKeepANullKeyAndValue() {
        DeadLetter letter = DeadLetter.of(null, null, new RecordHeaders(), CAUSE);

        assertThat(letter.key()).isNull();
        assertThat(letter.value()).isNull();
    }

    @Test
    void shouldTruncateARecordThatIsTooLargeWithItsNewHeaders() {
        Headers own = new RecordHeaders().add("chunk", "x".getBytes(UTF_8));
        byte[] large = new byte[Topics.MAX_RECORD_BYTES];

        DeadLetter letter = DeadLetter.of("k".getBytes(UTF_8), large, own, CAUSE);

        assertThat(letter.key()).isNull();
        assertThat(letter.value()).hasSize(Topics.MAX_RECORD_BYTES / 2);
        assertThat(texts(letter.headers()))
                .contains("dead-letter-truncated=" + Topics.MAX_RECORD_BYTES)
                .doesNotContain("chunk=x");
    }

    private static List<String> texts(Headers headers) {
        return Arrays.stream(headers.toArray())
                .map((Header header) -> header.key() + '=' + new String(header.value(), UTF_8))
                .toList();
    }
}
