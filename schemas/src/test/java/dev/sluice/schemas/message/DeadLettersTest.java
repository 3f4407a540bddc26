package dev.sluice.schemas.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    @Test
    void shouldAddWhyAndWhereFromBehindTheRecordsOwnHeaders() {
        Headers own = new RecordHeaders().add("chunk", "x".getBytes(UTF_8));

        Headers headers = DeadLetters.headers(own, "row-splitter", "no file-id", "sluice.raw-chunks", 3, 17);

        assertThat(texts(headers))
                .containsExactly(
                        "chunk=x",
                        "dead-letter-service=row-splitter",
                        "dead-letter-reason=no file-id",
                        "dead-letter-topic=sluice.raw-chunks",
                        "dead-letter-partition=3",
                        "dead-letter-offset=17");
        assertThat(texts(own)).containsExactly("chunk=x");
    }

    private static List<String> texts(Headers headers) {
        return Arrays.stream(headers.toArray())
                .map((Header header) -> header.key() + '=' + new String(header.value(), UTF_8))
                .toList();
    }
}
