package dev.sluice.gateway.web;

import static dev.sluice.gateway.web.RunningGateway.HEADER;
import static dev.sluice.gateway.web.RunningGateway.ROW;
import static dev.sluice.gateway.web.RunningGateway.json;
import static dev.sluice.gateway.web.RunningGateway.refused;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.claim.InMemoryClaims;
import dev.sluice.gateway.log.ScriptedLog;
import dev.sluice.schemas.message.FileEvent.FileAborted;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.schemas.message.UploadClaim.ClaimConfirmed;
import dev.sluice.schemas.message.UploadClaim.ClaimMade;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code Idempotency-Key}, and the same content again. */
class RepeatedUploadHttpTest {
    private static final String REFUSE = "?duplicate=refuse";

    private static RunningGateway gateway;
    private static int files;

    private final ScriptedLog log = gateway.log();
    private final InMemoryClaims claims = gateway.claims();
    /** Content that no other test sends. */
    private final String csv = HEADER + ROW + "2026-01-01T00:00:00Z,b," + files++ + "\n";

    private final String key = "key-" + files;

    @BeforeAll
    static void start() {
        gateway = new RunningGateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void forget() {
        log.forget();
        claims.lose(record -> false);
        claims.onOutcomesAsked(() -> {});
    }

    @Test
    void shouldRefuseTheSameContentAgain() throws Exception {
        String first = accepted(upload(REFUSE, csv, null));

        JsonNode problem = refused(upload(REFUSE, csv, null), 409, "duplicate-file");

        assertThat(problem.get("first_file_id").asString()).isEqualTo(first);
        assertThat(problem.get("first_status").asString()).isEqualTo("pending");
        assertThat(problem.get("file_id").asString()).isNotEqualTo(first);
        assertThat(log.await(FileClosed.class, 1)).hasSize(1);
        assertThat(log.await(FileAborted.class, 1).get(0).fault().code()).isEqualTo("duplicate-file");
    }

    @Test
    void shouldReportTheStatusOfTheFirstFile() throws Exception {
        claims.end(accepted(upload(REFUSE, csv, null)), "partial");

        assertThat(refused(upload(REFUSE, csv, null), 409, "duplicate-file")
                        .get("first_status")
                        .asString())
                .isEqualTo("partial");
    }

    @Test
    void shouldStoreTheSameContentAgainIfTheRequestSays() throws Exception {
        String first = accepted(upload("", csv, null));

        assertThat(accepted(upload("?duplicate=allow", csv, null))).isNotEqualTo(first);
    }

    @Test
    void shouldCompareTextsNotBytes() throws Exception {
        accepted(upload("?duplicate=refuse&filename=a.csv", csv, null));
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(csv.getBytes(UTF_8));
        }

        refused(
                gateway.upload(
                        REFUSE + "&filename=b.csv.gz",
                        "application/octet-stream",
                        BodyPublishers.ofByteArray(zipped.toByteArray())),
                409,
                "duplicate-file");
        refused(
                gateway.upload(REFUSE, "text/csv", BodyPublishers.ofByteArray(csv.getBytes(UTF_16))),
                409,
                "duplicate-file");
        refused(gateway.upload(REFUSE, "text/csv", BodyPublishers.ofString("\uFEFF" + csv)), 409, "duplicate-file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"&set.sensor_id=x&ignore=sensor_id", "&dataset=sensor-readings&missing=NA"})
    void shouldTakeTheSameTextReadOtherwiseForOtherContent(String options) throws Exception {
        accepted(upload(REFUSE, csv, null));

        accepted(upload(REFUSE + options, csv, null));
    }

    @Test
    void shouldStoreAgainWhatIsDeletedOrHasFailed() throws Exception {
        claims.delete(accepted(upload(REFUSE, csv, null)));
        claims.end(accepted(upload(REFUSE, csv, null)), "failed");

        accepted(upload(REFUSE, csv, null));
    }

    @Test
    void shouldStoreAgainWhatWasDeletedAMomentAgo() throws Exception {
        String first = accepted(upload(REFUSE, csv, null));
        claims.onOutcomesAsked(() -> claims.delete(first));

        accepted(upload(REFUSE, csv, null));
    }

    @Test
    void shouldStoreAgainWhatWasNotStored() throws Exception {
        log.failNext(log::isChunk, new TimeoutException("1"));
        log.failNext(log::isChunk, new TimeoutException("2"));
        log.failNext(log::isChunk, new TimeoutException("3"));
        refused(upload(REFUSE, csv, key), 503, "log-unavailable");

        accepted(upload(REFUSE, csv, key));
    }

    @Test
    void shouldWaitForAnUploadWithoutAnOutcomeAndGiveUp() throws Exception {
        claims.lose(ClaimConfirmed.class::isInstance);
        String first = accepted(upload(REFUSE, csv, key));
        claims.lose(record -> false);

        HttpResponse<String> answer = upload(REFUSE, csv, key);
        refused(answer, 503, "claim-pending");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();

        claims.end(first, "processed");
        assertThat(accepted(upload(REFUSE, csv, key))).isEqualTo(first);
    }

    @Test
    void shouldAnswerARepeatedRequestWithTheFirstFile() throws Exception {
        HttpResponse<String> first = upload("", csv, key);
        HttpResponse<String> again = upload("", csv, key);

        assertThat(accepted(again)).isEqualTo(accepted(first));
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(log.await(FileAborted.class, 1).get(0).fault().code()).isEqualTo("repeated-upload");
    }

    @Test
    void shouldRefuseOtherContentWithTheSameKey() throws Exception {
        String first = accepted(upload("", csv, key));

        JsonNode problem = refused(upload("", csv + ROW, key), 422, "idempotency-key-reused");

        assertThat(problem.get("first_file_id").asString()).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "ä", "tab\there", ""})
    void shouldRefuseAnInvalidKey(String invalid) throws Exception {
        assertThat(gateway.raw("/upload", "Idempotency-Key: " + invalid, csv))
                .startsWith("HTTP/1.1 400")
                .contains("bad-idempotency-key");
        assertThat(gateway.raw("/ingest", "Idempotency-Key: " + invalid, "{}"))
                .startsWith("HTTP/1.1 400")
                .contains("bad-idempotency-key");
    }

    @Test
    void shouldRefuseSeveralKeysAndLongOnes() throws Exception {
        refused(upload("", csv, "k".repeat(256)), 400, "bad-idempotency-key");
        accepted(upload("", csv, "~!" + "k".repeat(253)));
        assertThat(gateway.raw("/upload", "Idempotency-Key: a\r\nIdempotency-Key: a", csv))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void shouldRefuseAnotherWordForDuplicates() throws Exception {
        refused(upload("?duplicate=maybe", csv, null), 422, "bad-options");
    }

    @Test
    void shouldMakeNoClaimInADryRun() throws Exception {
        int before = claims.records().size();

        assertThat(upload("?dry_run=true&duplicate=refuse", csv, key).statusCode())
                .isEqualTo(200);

        assertThat(claims.records()).hasSize(before);
    }

    @Test
    void shouldNotStoreWhatCantBeClaimed() throws Exception {
        claims.lose(ClaimMade.class::isInstance);

        refused(upload("", csv, null), 503, "log-unavailable");

        assertThat(log.await(FileAborted.class, 1)).hasSize(1);
    }

    @Test
    void shouldStoreARepeatedRecordOnce() throws Exception {
        String record = "{\"n\":" + files + "}";
        HttpResponse<String> first = ingest(record, key);
        HttpResponse<String> again = ingest(record, key);

        assertThat(accepted(again)).isEqualTo(accepted(first));
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(log.chunks()).hasSize(1);
        refused(ingest(record + " ", key), 422, "idempotency-key-reused");
        assertThat(accepted(ingest(record, null))).as("without a key").isNotEqualTo(accepted(first));
    }

    @Test
    void shouldStoreARecordWithoutAnOutcomeOnceMoreUnderTheSameFile() throws Exception {
        String record = "{\"m\":" + files + "}";
        for (int i = 0; i < 3; i++) {
            log.failNext(log::isChunk, new TimeoutException("lost"));
        }
        refused(ingest(record, key), 503, "log-unavailable");
        String first = claims.records().get(claims.records().size() - 1).fileId();

        assertThat(accepted(ingest(record, key))).isEqualTo(first);
        assertThat(accepted(ingest(record, key))).isEqualTo(first);
        assertThat(log.story()).endsWith("record", "FileStored");
    }

    private static HttpResponse<String> upload(String query, String csv, @Nullable String key)
            throws IOException, InterruptedException {
        var request = gateway.request("/upload" + query).header("Content-Type", "text/csv");
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return gateway.send(request.POST(BodyPublishers.ofString(csv)));
    }

    private static HttpResponse<String> ingest(String record, @Nullable String key)
            throws IOException, InterruptedException {
        var request = gateway.request("/ingest").header("Content-Type", "application/json");
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return gateway.send(request.POST(BodyPublishers.ofString(record)));
    }

    private static String accepted(HttpResponse<String> response) {
        assertThat(response.body()).contains("file_id");
        assertThat(response.statusCode()).isEqualTo(202);
        return json(response).get("file_id").asString();
    }
}
