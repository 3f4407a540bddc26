package dev.sluice.results.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.results.ApiOverFake;
import dev.sluice.results.FileSummaries;
import dev.sluice.schemas.message.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ResultPartsTest extends ApiOverFake {
    private static final int SERIES = 30_000;
    private static final long MAX_BYTES = 1_000_000;

    @Test
    void shouldBeTheWholeResultInPartsOfAtMostThatSize() throws Exception {
        files.add(FileSummaries.partial("f"), series());
        String whole = body("/results/f.csv");

        JsonNode index = Json.MAPPER.readTree(body("/results/f/parts?max_bytes=" + MAX_BYTES));

        String header = whole.substring(0, whole.indexOf('\n') + 1);
        StringBuilder joined = new StringBuilder(header);
        long bytes = 0;
        for (JsonNode part : index.get("parts")) {
            String csv = body(part.get("csv").asString());
            assertThat(csv).startsWith(header);
            assertThat(csv.getBytes(UTF_8).length)
                    .isEqualTo(part.get("bytes").asInt())
                    .isLessThanOrEqualTo((int) MAX_BYTES);
            assertThat(csv.lines().count() - 1).isEqualTo(part.get("series").asLong());
            joined.append(csv.substring(header.length()));
            bytes += part.get("bytes").asLong();
        }
        assertThat(joined.toString()).isEqualTo(whole);
        assertThat(index.get("parts").size()).isGreaterThan(2);
        assertThat(index.get("series").asInt()).isEqualTo(SERIES);
        assertThat(index.get("bytes").asLong()).isEqualTo(bytes);
        assertThat(Json.MAPPER.readTree(body("/results/f/parts?max_bytes=" + MAX_BYTES)))
                .isEqualTo(index);
    }

    @Test
    void shouldHaveOnePartOfAResultWithoutSeries() throws Exception {
        files.add(FileSummaries.partial("f"), List.of());

        JsonNode index = Json.MAPPER.readTree(body("/results/f/parts?raw=true"));

        assertThat(index.get("max_bytes").asLong()).isEqualTo(500_000_000);
        assertThat(index.get("parts")).hasSize(1);
        assertThat(index.at("/parts/0/series").asLong()).isZero();
        assertThat(body(index.at("/parts/0/csv").asString())).isEqualTo(body("/results/f.csv?raw=true"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999", "0", "-1", "1e9", "9999999999999999", "x"})
    void shouldRefuseAnotherSize(String size) throws Exception {
        files.add(FileSummaries.partial("f"), List.of());

        HttpResponse<String> response = server.get("/results/f/parts?max_bytes=" + size);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("invalid-max-bytes");
    }

    /** As clients do whose connection broke, with each part from where the one before ended. */
    @Test
    void shouldContinueADownload() throws Exception {
        files.add(FileSummaries.partial("large"), series());
        HttpResponse<byte[]> all = bytes("/results/large.csv");
        byte[] whole = all.body();
        String tag = all.headers().firstValue("ETag").orElseThrow();
        Random random = new Random(1);
        int at = 0;
        while (at < whole.length) {
            int length = 1 + random.nextInt(whole.length / 3);
            HttpResponse<byte[]> part =
                    bytes("/results/large.csv", "Range", "bytes=" + at + "-" + (at + length - 1), "If-Range", tag);
            int end = Math.min(whole.length, at + length);
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.headers().firstValue("Content-Range"))
                    .contains("bytes " + at + "-" + (end - 1) + "/" + whole.length);
            assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, at, end));
            at = end;
        }
    }

    @Test
    void shouldSendAllWhereTheClientHasTheBeginningOfOtherBytes() throws Exception {
        files.add(FileSummaries.partial("f"), List.of("a", "b"));

        assertThat(bytes("/results/f.csv", "Range", "bytes=5-", "If-Range", "\"other\"")
                        .statusCode())
                .isEqualTo(200);
        assertThat(bytes("/results/f.csv", "Range", "bytes=0-1,3-4").statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldRefuseBytesBeyondTheEnd() throws Exception {
        files.add(FileSummaries.partial("small"), List.of("a", "b"));
        int size = bytes("/results/small.csv").body().length;

        HttpResponse<String> response = server.get("/results/small.csv", "Range", "bytes=" + size + "-");

        assertThat(response.statusCode()).isEqualTo(416);
        assertThat(response.headers().firstValue("Content-Range")).contains("bytes */" + size);
        assertThat(response.body()).contains("unsatisfiable-range");
    }

    private static String body(String path) throws Exception {
        HttpResponse<String> response = server.get(path);
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private static HttpResponse<byte[]> bytes(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri(path));
        return server.send(
                (headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofByteArray());
    }

    /** Names of several bytes a character, with quotes, and formulas. */
    private static List<String> series() {
        return IntStream.range(0, SERIES)
                .mapToObj(i -> (i % 7 == 0 ? "=" : "") + "Fühler \"%05d\", Halle".formatted(i))
                .toList();
    }
}
