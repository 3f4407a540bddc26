package dev.sluice.fuzz.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.fuzz.input.Examples;
import dev.sluice.fuzz.input.Poison;
import dev.sluice.gateway.claim.Claimant;
import dev.sluice.gateway.claim.UploadClaims;
import dev.sluice.gateway.log.FileLog;
import dev.sluice.gateway.metrics.ClaimMetrics;
import dev.sluice.gateway.metrics.GatewayMetrics;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.request.CreationRequest;
import dev.sluice.gateway.request.FileNames;
import dev.sluice.gateway.request.Ingest;
import dev.sluice.gateway.request.Query;
import dev.sluice.gateway.request.Upload;
import dev.sluice.gateway.request.UploadQuery;
import dev.sluice.gateway.resume.UploadState;
import dev.sluice.gateway.resume.UploadStateCodec;
import dev.sluice.gateway.resume.UploadStates;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.gateway.upload.DryRun;
import dev.sluice.gateway.upload.Ingests;
import dev.sluice.gateway.upload.ResumableUploads;
import dev.sluice.gateway.upload.Uploads;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.schemas.message.FileEvent;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's processing of uploads, in one part or two, of dry runs and single records, with a log that accepts everything. HTTP itself is
 * not covered.
 */
public final class FuzzedGateway implements FuzzedStage {
    private static final Examples READINGS = Examples.of("reading");
    private static final String[] QUERIES = {
        "",
        "dataset=song-plays",
        "dataset=measurements",
        "layout=wide",
        "header=absent",
        "header=present&delimiter=%3B",
        "delimiter=tab",
        "charset=utf-16",
        "charset=windows-1252",
        "map.value=c1",
        "set.sensor_id=boiler",
        "filename=a.csv.gz",
        "duplicate=allow"
    };
    private static final String GOOD = "timestamp,sensor_id,value\n2026-11-01T00:00:00Z,boiler,20.5\n";

    private static final int CLAIMS = 1_000;
    private static final Claimant CLAIMANT = new Claimant("lab", "", null);

    /** The good file is sent again and again. */
    private final GatewayProperties properties =
            GatewayProperties.read(new Settings(Map.of("gateway.duplicates", "allow")));

    private final Topics topics = properties.topics();
    private final KeptLog log = new KeptLog();
    private final FileLog files =
            new FileLog(log, properties, new GatewayMetrics(new SimpleMeterRegistry()), System::nanoTime, () -> true);
    private final Uploads uploads;
    private final ResumableUploads resumable;
    private final Ingests ingests;
    private long nextId;

    public FuzzedGateway() {
        UploadClaims claims = UploadClaims.inMemory(CLAIMS, new ClaimMetrics(new SimpleMeterRegistry()));
        ingests = new Ingests(files, claims, () -> "record-" + nextId++, Clock.systemUTC());
        resumable = new ResumableUploads(
                files, claims, new KeptStates(), properties, () -> "file-" + nextId++, Clock.systemUTC());
        uploads = new Uploads(files, claims, properties, () -> "file-" + nextId++, Clock.systemUTC());
    }

    @Override
    public Work take(Poison poison) {
        String query = query(poison);
        byte[] text = poison.oneOf(20) ? poison.bytes() : poison.csv(!poison.oneOf(10));
        byte[] body = poison.oneOf(10) ? poison.mutated(gzip(text)) : text;
        Work work = new Work();
        work.read(text);
        work.read(query.getBytes(UTF_8));
        work.repeats(query.getBytes(UTF_8));
        try {
            switch (poison.below(5)) {
                case 0 -> ingest(poison, work);
                case 1 ->
                    DryRun.of(upload(poison, body), UploadQuery.read(new Query(query), properties), 100, properties);
                case 2 -> acceptInParts(poison, body, query);
                default -> accept(upload(poison, body), query);
            }
        } catch (RefusedException e) {
            if (e.problem() == Problem.INTERNAL) {
                throw new IllegalStateException("the gateway failed", e);
            }
        }
        log.sent.forEach(record -> work.wrote(record.topic(), record.key(), record.value(), record.headers()));
        log.sent.clear();
        return work;
    }

    /** A single record, after the parsing of the request. */
    private void ingest(Poison poison, Work work) throws RefusedException {
        String filename = FileNames.clean(poison.text());
        byte[] payload = poison.json(READINGS, "f");
        work.read(payload);
        if (payload.length <= properties.maxIngestBytes()) {
            ingests.accept(new Ingest("sensor-readings", filename, "application/json", payload), CLAIMANT, null);
        }
    }

    /** An accepted upload is in the log completely, and its closing event matches. */
    private void accept(Upload upload, String query) throws RefusedException {
        uploads.accept(upload, UploadQuery.read(new Query(query), properties), CLAIMANT, null);
        requireEnd();
    }

    /** The same in two parts, with a stored state between them. */
    private void acceptInParts(Poison poison, byte[] body, String query) throws RefusedException {
        CreationRequest creation = new CreationRequest(body.length, "", new Query(query), "text/csv");
        String id = resumable.create(creation, CLAIMANT).fileId();
        int cut = poison.below(body.length + 1);
        UploadState state =
                resumable.append(id, CLAIMANT.client(), 0, new ByteArrayInputStream(body, 0, cut), -1, null);
        if (state.ending() == null) {
            int from = Math.toIntExact(state.offset());
            resumable.append(
                    id, CLAIMANT.client(), from, new ByteArrayInputStream(body, from, body.length - from), -1, null);
        }
        requireEnd();
    }

    private void requireEnd() {
        long chunks = 0;
        FileClosed closed = null;
        for (ProducerRecord<byte[], byte[]> record : log.sent) {
            if (record.topic().equals(topics.rawChunks().name())) {
                chunks++;
            } else if (event(record) instanceof FileClosed end) {
                closed = end;
            }
        }
        if (closed == null || closed.chunks() != chunks) {
            throw new Finding("expected the end of a file of " + chunks + " chunks, found " + closed);
        }
    }

    private FileEvent event(ProducerRecord<byte[], byte[]> record) {
        return topics.fileEvents().valueSerde().deserializer().deserialize(record.topic(), record.value());
    }

    @Override
    public void takeGood(long number) {
        try {
            accept(new Body("good.csv", null, null, GOOD.getBytes(UTF_8)), "");
        } catch (RefusedException e) {
            throw new IllegalStateException("a good file was refused", e);
        }
        long rows = log.sent.stream()
                .filter(record -> record.topic().equals(topics.rawChunks().name()))
                .count();
        log.sent.clear();
        if (rows != 1) {
            throw new Finding("expected one chunk of a good file, found " + rows);
        }
    }

    private static String query(Poison poison) {
        String query = poison.any(QUERIES);
        if (poison.oneOf(10)) {
            String name =
                    poison.any("filename", "dataset", "delimiter", "header", "map.value", "set.value", "charset", "x");
            query += (query.isEmpty() ? "" : "&") + name + "=" + URLEncoder.encode(poison.text(), UTF_8);
        }
        return poison.oneOf(50) ? new String(poison.mutated(query.getBytes(UTF_8)), UTF_8) : query;
    }

    private static Upload upload(Poison poison, byte[] body) {
        String type = poison.oneOf(10) ? poison.text() : "text/csv";
        String encoding = poison.oneOf(20) ? poison.any("gzip", "identity", "br", poison.text()) : null;
        return new Body("a.csv", type, encoding, body);
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        files.close();
    }

    /** The stored states of uploads in parts; only the last upload is asked for. */
    private static final class KeptStates implements UploadStates {
        private final Map<String, byte[]> states = new HashMap<>();

        @Override
        public Optional<UploadState> find(String fileId) {
            return Optional.ofNullable(states.get(fileId)).map(state -> UploadStateCodec.readFrom(fileId, state));
        }

        @Override
        public void write(UploadState state) {
            if (!states.containsKey(state.fileId())) {
                states.clear();
            }
            states.put(state.fileId(), UploadStateCodec.toBytes(state));
        }

        @Override
        public int open() {
            return 0;
        }

        @Override
        public int open(String client) {
            return open();
        }
    }

    /** A body that is available completely. */
    private record Body(
            String filename,
            @Nullable String type,
            @Nullable String encoding,
            byte[] bytes) implements Upload {
        @Override
        public Optional<String> contentType() {
            return Optional.ofNullable(type);
        }

        @Override
        public Optional<String> contentEncoding() {
            return Optional.ofNullable(encoding);
        }

        @Override
        public InputStream content() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public void finish() {}
    }

    /** A producer that keeps its records and acknowledges them immediately. */
    private static final class KeptLog extends MockProducer<byte[], byte[]> {
        private final List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();

        KeptLog() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(
                ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
            sent.add(record);
            Integer partition = record.partition();
            RecordMetadata metadata = new RecordMetadata(
                    new TopicPartition(record.topic(), partition == null ? 0 : partition),
                    sent.size(),
                    0,
                    System.currentTimeMillis(),
                    0,
                    0);
            if (callback != null) {
                callback.onCompletion(metadata, null);
            }
            return CompletableFuture.completedFuture(metadata);
        }
    }
}
