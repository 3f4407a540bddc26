package dev.sluice.gateway.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.claim.Claimant;
import dev.sluice.gateway.claim.UploadClaims;
import dev.sluice.gateway.log.FileLog;
import dev.sluice.gateway.log.ScriptedLog;
import dev.sluice.gateway.metrics.ClaimMetrics;
import dev.sluice.gateway.metrics.GatewayMetrics;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.request.CreationRequest;
import dev.sluice.gateway.request.Query;
import dev.sluice.gateway.request.RawUpload;
import dev.sluice.gateway.request.UploadQuery;
import dev.sluice.gateway.resume.SharedStates;
import dev.sluice.gateway.resume.UploadState;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.FileEvent;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files in any parts, at several gateways, with parts that break off and states that are lost: each chunk has the same
 * bytes and headers as that of the same file in one request, however often it is sent.
 */
class ResumableUploadsPropertyTest {
    private static final Claimant CLIENT = new Claimant("lab", "", null);

    private static final int FILES = 8;
    private static final String ID = "file";
    private static final GatewayProperties PROPERTIES = GatewayProperties.read(new Settings(
            Map.of("gateway.max-row-bytes", "1KiB", "gateway.chunk-bytes", "1100", "gateway.duplicates", "allow")));
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-01T00:00:00Z"), ZoneOffset.UTC);
    private static final String[] CELLS = {
        "1.5", "-3", "x", "", "\"a\nb\"", "\"a\r\nb\"", "\"q\"\"q\"", "größe", "5\" pipe", "\"a,b;c\"", " "
    };

    private final ScriptedLog log = new ScriptedLog(PROPERTIES.topics());
    private final GatewayMetrics metrics = new GatewayMetrics(new SimpleMeterRegistry());
    private final FileLog files = new FileLog(log, PROPERTIES, metrics, () -> 0, () -> true);
    private SharedStates states = new SharedStates();

    /** How a part of a file ends. */
    private enum Ending {
        WHOLE,
        BROKEN,
        STATE_LOST
    }

    @ParameterizedTest
    @CsvSource({
        "csv, UTF-8, ''",
        "csv, UTF-8, \uFEFF",
        "csv, UTF-16LE, \uFEFF",
        "csv, UTF-16, ''",
        "csv, windows-1252, ''",
        "csv, Shift_JIS, ''",
        "json, UTF-8, ''",
        "json, UTF-16BE, \uFEFF",
        "ndjson, UTF-8, ''"
    })
    void shouldCutTheSameChunksInAnyParts(String format, String charset, String mark) throws Exception {
        int repeated = 0;
        for (int seed = 0; seed < FILES; seed++) {
            Random random = new Random(seed);
            byte[] file = (mark + text(format, random)).getBytes(Charset.forName(charset));
            String query = "filename=a." + format + (mark.isEmpty() ? "&charset=" + charset : "");

            Outcome whole = whole(file, query);
            List<ProducerRecord<byte[], byte[]>> sent = inParts(file, query, random);

            Map<Long, String> chunks = new TreeMap<>();
            for (ProducerRecord<byte[], byte[]> chunk : sent) {
                String before = chunks.put(number(chunk), shown(chunk));
                assertThat(before).as("seed %d", seed).isIn(null, shown(chunk));
                repeated += before == null ? 0 : 1;
            }
            assertThat(new Outcome(List.copyOf(chunks.values()), events()))
                    .as("seed %d", seed)
                    .isEqualTo(whole);
        }
        assertThat(repeated).as("chunks that were sent again").isPositive();
    }

    private record Outcome(List<String> chunks, List<FileEvent> events) {}

    private Outcome whole(byte[] file, String query) throws RefusedException {
        log.forget();
        UploadQuery asked = UploadQuery.read(new Query(query), PROPERTIES);
        new Uploads(files, claims(), PROPERTIES, () -> ID, CLOCK)
                .accept(
                        new RawUpload(asked.filename(), null, null, new ByteArrayInputStream(file)),
                        asked,
                        CLIENT,
                        null);
        return new Outcome(
                log.chunks().stream().map(ResumableUploadsPropertyTest::shown).toList(), events());
    }

    /** What opens and closes the file: the same event may be written again. */
    private List<FileEvent> events() {
        return log.events().stream()
                .filter(event -> event instanceof FileOpened || event instanceof FileClosed)
                .map(ResumableUploadsPropertyTest::withoutDeadline)
                .distinct()
                .toList();
    }

    /** A resumable upload may pause for longer. */
    private static FileEvent withoutDeadline(FileEvent event) {
        return event instanceof FileOpened opened
                ? new FileOpened(
                        opened.fileId(),
                        opened.dataset(),
                        opened.filename(),
                        opened.csvHeader(),
                        opened.csvOptions(),
                        opened.uploadTime(),
                        0,
                        opened.client())
                : event;
    }

    private List<ProducerRecord<byte[], byte[]>> inParts(byte[] file, String query, Random random) throws Exception {
        log.forget();
        states = new SharedStates();
        List<ResumableUploads> gateways = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            gateways.add(new ResumableUploads(
                    files, claims(), states.of("gateway" + i, CLOCK), PROPERTIES, () -> ID, CLOCK));
        }
        UploadState state =
                gateways.get(0).create(new CreationRequest(file.length, "", new Query(query), null), CLIENT);
        int largest = 1 + random.nextInt(random.nextBoolean() ? 400 : 8_000);
        while (state.ending() == null) {
            ResumableUploads gateway = gateways.get(random.nextInt(gateways.size()));
            Ending ending = Ending.values()[Math.max(0, random.nextInt(12) - 9)];
            int from = (int) state.offset();
            int to = Math.min(file.length, from + 1 + random.nextInt(largest));
            append(gateway, Arrays.copyOfRange(file, from, to), from, ending);
            if (random.nextInt(20) == 0) {
                states.compact();
            }
            UploadState next = gateway.find(ID, CLIENT.client());
            assertThat(next.offset()).isGreaterThanOrEqualTo(state.offset());
            state = next;
        }
        assertThat(states.size()).as("states of one upload").isPositive();
        return log.chunks();
    }

    private void append(ResumableUploads gateway, byte[] part, long offset, Ending ending) throws RefusedException {
        boolean[] lose = {ending == Ending.STATE_LOST};
        states.lose(state -> lose[0]);
        try {
            gateway.append(
                    ID,
                    CLIENT.client(),
                    offset,
                    ending == Ending.BROKEN ? broken(part) : new ByteArrayInputStream(part),
                    -1,
                    null);
            assertThat(ending).isEqualTo(Ending.WHOLE);
        } catch (RefusedException e) {
            assertThat(e.problem())
                    .isIn(ending == Ending.BROKEN ? List.of(Problem.ABORTED) : List.of(Problem.LOG_UNAVAILABLE));
        } finally {
            states.lose(state -> false);
        }
    }

    private static InputStream broken(byte[] part) {
        return new InputStream() {
            private final InputStream first = new ByteArrayInputStream(part, 0, part.length / 2);

            @Override
            public int read() throws IOException {
                throw new IOException("broken");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int read = first.read(target, offset, length);
                if (read < 0) {
                    throw new IOException("broken");
                }
                return read;
            }
        };
    }

    private static UploadClaims claims() {
        return UploadClaims.inMemory(1_000, new ClaimMetrics(new SimpleMeterRegistry()));
    }

    private static long number(ProducerRecord<byte[], byte[]> chunk) {
        return ChunkHeaders.from(chunk.headers()).chunk();
    }

    private static String shown(ProducerRecord<byte[], byte[]> chunk) {
        StringBuilder shown = new StringBuilder(chunk.topic() + "-" + chunk.partition());
        for (Header header : chunk.headers()) {
            shown.append(' ').append(header.key()).append('=').append(new String(header.value(), UTF_8));
        }
        return shown.append(": ").append(new String(chunk.value(), UTF_8)).toString();
    }

    private static String text(String format, Random random) {
        StringBuilder text = new StringBuilder();
        int rows = 20 + random.nextInt(200);
        switch (format) {
            case "csv" -> {
                text.append(random.nextBoolean() ? "" : "\r\n \n").append("timestamp,sensor_id,value,note\n");
                for (int i = 0; i < rows; i++) {
                    text.append(csvRow(random));
                }
            }
            case "json" -> {
                text.append(random.nextBoolean() ? " [" : "[\r\n");
                for (int i = 0; i < rows; i++) {
                    text.append(i == 0 ? "" : random.nextInt(20) == 0 ? ",," : ",\r\n")
                            .append(object(random));
                }
                text.append(random.nextInt(5) == 0 ? "" : "]");
            }
            default -> {
                for (int i = 0; i < rows; i++) {
                    text.append(object(random).replaceAll("[\r\n]", " "))
                            .append(List.of("\n", "\r\n", "\r").get(random.nextInt(3)));
                }
            }
        }
        return text.toString();
    }

    private static String csvRow(Random random) {
        StringBuilder row = new StringBuilder();
        int cells = random.nextInt(15) == 0 ? 600 : 4;
        for (int cell = 0; cell < cells; cell++) {
            row.append(cell == 0 ? "" : ",").append(CELLS[random.nextInt(CELLS.length)]);
        }
        return row.append(List.of("\n", "\r\n", "\r", "\n\n").get(random.nextInt(4)))
                .toString();
    }

    private static String object(Random random) {
        String name = random.nextInt(15) == 0 ? "n".repeat(1_500) : "größe";
        return "{\"timestamp\": \"2026-01-01T00:00:00Z\",\r\n \"sensor_id\":\"a]\\\"" + random.nextInt(100) + "\", \""
                + name + "\":[1,{\"b\":2}], \"value\":" + random.nextInt() + "}";
    }
}
