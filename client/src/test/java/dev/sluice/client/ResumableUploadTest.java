package dev.sluice.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.client.StubGateway.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumableUploadTest {
    private static final String TEXT = "timestamp,sensor_id,value\n".repeat(100_000);
    private static final Upload UPLOAD = Upload.named("a b.csv").with("dataset", "d");

    private final StubGateway.Log log = new StubGateway.Log();
    private StubGateway gateway;
    private StubGateway other;

    @BeforeEach
    void start() throws IOException {
        gateway = new StubGateway(log);
        other = new StubGateway(log);
    }

    @AfterEach
    void stop() {
        gateway.close();
        other.close();
    }

    @Test
    void shouldOpenAnUploadAndSendItsContent() throws Exception {
        List<Long> told = Collections.synchronizedList(new ArrayList<>());

        String id = client().upload(UPLOAD, content(TEXT), told::add);

        assertThat(id).isEqualTo("upload-1");
        assertThat(log.content()).isEqualTo(TEXT);
        assertThat(log.idempotencyKey()).isEqualTo(UPLOAD.idempotencyKey());
        assertThat(gateway.requests())
                .containsExactly("POST /uploads?filename=a%20b.csv&dataset=d", "PATCH /uploads/upload-1");
        assertThat(told).isSorted().endsWith((long) TEXT.length());
    }

    @Test
    void shouldSendOnlyTheRestAfterEachBreak() throws Exception {
        gateway.failing(new Fault.Break(1_000_001), new Fault.Break(17), new Fault.Break(0), new Fault.LostAnswer());
        List<Long> resumed = new ArrayList<>();

        client().upload(UPLOAD, content(TEXT), new UploadProgress() {
            @Override
            public void sent(long bytes) {}

            @Override
            public void resumed(long bytes) {
                resumed.add(bytes);
            }
        });

        assertThat(log.content()).isEqualTo(TEXT);
        assertThat(resumed).containsExactly(1_000_001L, 1_000_018L, 1_000_018L, (long) TEXT.length());
    }

    @Test
    void shouldGoOnAtAnotherGateway() throws Exception {
        gateway.failing(new Fault.Break(1_000_000));
        SluiceClient client = new SluiceClient(settings().withGateways(gateway.url(), other.url()));

        assertThat(client.upload(UPLOAD, content(TEXT), new UploadProgress() {
                    @Override
                    public void sent(long bytes) {}

                    @Override
                    public void interrupted() {
                        gateway.close();
                    }
                }))
                .isEqualTo("upload-1");

        assertThat(log.content()).isEqualTo(TEXT);
        assertThat(other.requests()).containsExactly("HEAD /uploads/upload-1", "PATCH /uploads/upload-1");
    }

    @Test
    void shouldBreakOffAConnectionThatIsSilent() throws Exception {
        gateway.failing(new Fault.Silence());
        SluiceClient client = new SluiceClient(settings().withSilence(Duration.ofMillis(200)));

        client.upload(UPLOAD, content(TEXT), UploadProgress.NONE);

        assertThat(log.content()).isEqualTo(TEXT);
    }

    @Test
    void shouldWaitWhileAnotherConnectionIsOpenAndFindOutWhatItBrought() throws Exception {
        gateway.failing(
                new Fault.Break(100),
                new Fault.Refusal(409, Map.of("code", "upload-continued")),
                new Fault.Refusal(409, Map.of("code", "wrong-offset")),
                new Fault.Refusal(408, Map.of("code", "too-slow")),
                new Fault.Refusal(503, Map.of("title", "Starting")));

        client().upload(UPLOAD, content(TEXT), UploadProgress.NONE);

        assertThat(log.content()).isEqualTo(TEXT);
    }

    @Test
    void shouldTellTheFileThatCountsOfARepeatedUpload() throws Exception {
        gateway.failing(new Fault.Outcome(204, "Sluice-File-Id", "first", Map.of()));

        assertThat(client().upload(UPLOAD, content(TEXT), UploadProgress.NONE)).isEqualTo("first");
    }

    @Test
    void shouldTellTheFirstFileOfADuplicate() throws Exception {
        gateway.failing(new Fault.Outcome(
                409,
                "Content-Type",
                "application/problem+json",
                Map.of("code", "duplicate-file", "first_file_id", "first", "first_status", "processed")));

        DuplicateFileException duplicate = catchThrowableOfType(
                DuplicateFileException.class, () -> client().upload(UPLOAD, content(TEXT), UploadProgress.NONE));

        assertThat(duplicate.firstFileId()).isEqualTo("first");
        assertThat(duplicate.firstStatus()).isEqualTo("processed");
    }

    @Test
    void shouldGiveUpWithTheReasonOfTheServer() {
        gateway.failing(new Fault.Refusal(422, Map.of("title", "No column", "code", "missing-columns")));

        assertThatThrownBy(() -> client().upload(UPLOAD, content(TEXT), UploadProgress.NONE))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("missing-columns");
    }

    /** A gateway that refuses before it has read all closes the connection, and its answer may be lost with it. */
    @Test
    void shouldAskForTheReasonIfTheUploadHasEnded() {
        gateway.failing(new Fault.End(new Fault.Refusal(422, Map.of("title", "No column", "code", "missing-columns"))));

        assertThatThrownBy(() -> client().upload(UPLOAD, content(TEXT), UploadProgress.NONE))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("missing-columns");
    }

    @Test
    void shouldGiveUpWithoutProgressForLongerThanItIsPatient() {
        SluiceClient impatient = new SluiceClient(settings().withPatience(Duration.ofMillis(300)));
        for (int i = 0; i < 50; i++) {
            gateway.failing(new Fault.Break(0));
        }

        assertThatThrownBy(() -> impatient.upload(UPLOAD, content(TEXT), UploadProgress.NONE))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("the connection broke");
    }

    @Test
    void shouldDeleteWhatHasArrivedIfItsThreadIsInterrupted() {
        for (int i = 0; i < 50; i++) {
            gateway.failing(new Fault.Break(10));
        }
        CountDownLatch begun = new CountDownLatch(1);
        Thread[] thread = new Thread[1];
        CompletableFuture<Throwable> end = CompletableFuture.supplyAsync(() -> {
            thread[0] = Thread.currentThread();
            return catchThrowableOfType(
                    InterruptedException.class, () -> client().upload(UPLOAD, content(TEXT), new UploadProgress() {
                        @Override
                        public void sent(long bytes) {}

                        @Override
                        public void resumed(long bytes) {
                            begun.countDown();
                        }
                    }));
        });
        assertThat(begun).satisfies(CountDownLatch::await);
        thread[0].interrupt();

        assertThat(end.join()).isNotNull();
        assertThat(log.isDeleted()).isTrue();
    }

    @Test
    void shouldRefuseToGoOnWithAFileThatHasChanged(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("a.csv"), TEXT);
        gateway.failing(new Fault.Break(10));

        assertThatThrownBy(() -> client().upload(UPLOAD, UploadContent.of(file), new UploadProgress() {
                    @Override
                    public void sent(long bytes) {}

                    @Override
                    public void resumed(long bytes) {
                        try {
                            Files.writeString(file, TEXT + "more");
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                }))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " has changed since its upload began");
    }

    private SluiceClient client() {
        return new SluiceClient(settings());
    }

    private ClientSettings settings() {
        return ClientSettings.of(gateway.url()).withResumableFrom(0);
    }

    private static UploadContent content(String text) {
        return UploadContent.of(text.getBytes(UTF_8));
    }
}
