package dev.sluice.splitter.split;

import dev.sluice.runtime.quarantine.PartitionWatch;
import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.runtime.streams.CommitPace;
import dev.sluice.runtime.streams.ConsumedOffsets;
import dev.sluice.runtime.streams.StreamsFailures;
import dev.sluice.runtime.topic.TopicIds;
import dev.sluice.runtime.tracing.Tracing;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.DeadLetter;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.message.Tally;
import dev.sluice.splitter.chunk.ChunkOrigin;
import dev.sluice.splitter.chunk.RawChunk;
import dev.sluice.splitter.chunk.RawChunkReader;
import dev.sluice.splitter.chunk.RecordPosition;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.row.Fault;
import dev.sluice.tabular.text.TruncatedText;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Duration;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Splits one record of {@code raw-chunks} per call: all of its rows, and the {@link ChunkSplit} that counts them, within
 * that call and so within one transaction.
 */
public final class SplitProcessor implements Processor<byte[], byte[], Object, Object> {
    private static final Logger LOG = LoggerFactory.getLogger(SplitProcessor.class);

    /** A smaller chunk is mostly the last one of its file, or all of it. */
    private static final int FULL_CHUNK_BYTES = 256 * 1024;
    /** How long such a chunk waits for others like it. */
    private static final Duration SMALL_CHUNK_WAIT = Duration.ofMillis(20);

    /** How long a full one does: a commit costs the brokers more than many rows do. */
    private static final Duration FULL_CHUNK_WAIT = Duration.ofMillis(100);

    private static final int MAX_MESSAGE_CHARS = 1_024;

    private final RawChunkReader reader;
    private final TopicIncarnation topic;
    private final SplitterMetrics metrics;
    private final Tracing tracing;
    private final Quarantine quarantine;
    private final String rawChunks;
    private ProcessorContext<Object, Object> context;
    private TopicPartition partition;
    private SplitterOutputs outputs;
    private SeenChunks seenChunks;
    private ConsumedOffsets positions;
    private @Nullable PartitionWatch watch;
    private boolean uncommitted;
    private boolean commitSoon;
    /** Of the record that is taken, if its sender traces it. */
    private @Nullable Span span;

    /** Kafka Streams calls {@link #init} before it hands over the first record. */
    @SuppressWarnings("NullAway.Init")
    public SplitProcessor(
            String rawChunks,
            Datasets datasets,
            TopicIds topicIds,
            SplitterMetrics metrics,
            Tracing tracing,
            Quarantine quarantine) {
        this.rawChunks = rawChunks;
        reader = new RawChunkReader(datasets);
        topic = new TopicIncarnation(topicIds);
        this.metrics = metrics;
        this.tracing = tracing;
        this.quarantine = quarantine;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        partition = new TopicPartition(rawChunks, context.taskId().partition());
        outputs = new SplitterOutputs(context);
        seenChunks = new SeenChunks(context.getStateStore(SeenChunks.STORE));
        KeyValueStore<String, byte[]> read = context.getStateStore(ConsumedOffsets.STORE);
        positions = new ConsumedOffsets(read::get, read::put);
        context.schedule(SMALL_CHUNK_WAIT, PunctuationType.WALL_CLOCK_TIME, now -> commitIfDue());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordPosition at = position();
        if (positions.cover(at.topic(), at.topicId(), at.partition(), at.offset(), record.timestamp())) {
            metrics.chunkRepeated();
            return;
        }
        PartitionWatch watched = watch();
        if (!watched.run(at.offset(), () -> guarded(record, at))) {
            setAside(record, at);
        }
        positions.read(at.topic(), at.topicId(), at.offset(), record.timestamp());
        uncommitted = true;
        commitSoon |= record.value() == null || record.value().length < FULL_CHUNK_BYTES;
        if (watched.isAlone(at.offset())) {
            context.commit();
        }
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
    }

    /** A task reads one partition. */
    private PartitionWatch watch() {
        PartitionWatch watched = watch;
        if (watched == null) {
            watched = quarantine.watch(partition);
            watch = watched;
        }
        return watched;
    }

    /** Whatever goes wrong with a record before anything is written for it fails its file, and nothing else. */
    private void guarded(Record<byte[], byte[]> record, RecordPosition at) {
        outputs.next();
        try {
            traced(record, at);
        } catch (RuntimeException | StackOverflowError e) {
            if (outputs.haveBegun() || StreamsFailures.isInfrastructure(e)) {
                throw e;
            }
            LOG.error("{} can't be split", at, e);
            fail(record, at, new Fault("unreadable-chunk", "the splitter failed of it: " + e), false);
            metrics.deadLetter();
        }
    }

    private void setAside(Record<byte[], byte[]> record, RecordPosition at) {
        String reason = "set aside, as the splitter failed whenever it processed " + at;
        fail(record, at, new Fault(Quarantine.CODE, reason), true);
        metrics.quarantined();
    }

    /** Without a look at its text. */
    private void fail(Record<byte[], byte[]> record, RecordPosition at, Fault fault, boolean quarantined) {
        Fault shown = new Fault(fault.code(), TruncatedText.ofChars(fault.message(), MAX_MESSAGE_CHARS));
        bury(record, shown.message(), at, quarantined);
        reader.origin(record, at)
                .filter(origin -> seenBefore(origin, record, at).isEmpty())
                .ifPresent(origin -> writeSplit(origin, record, Tally.NONE, Tally.NONE, shown));
    }

    /** Within a span where its sender traces it: rows of an open stream may come one by one, without end. */
    private void traced(Record<byte[], byte[]> record, RecordPosition at) {
        String sender = Tracing.carriedBy(record.headers());
        if (sender == null) {
            take(record, at);
            return;
        }
        Span begun = tracing.span("split", SpanKind.CONSUMER, sender).startSpan();
        span = begun;
        try {
            take(record, at);
        } finally {
            span = null;
            begun.end();
        }
    }

    private void take(Record<byte[], byte[]> record, RecordPosition at) {
        RawChunk chunk = reader.read(record, at);
        if (chunk instanceof RawChunk.Unreadable unreadable) {
            bury(record, unreadable.reason(), at, false);
            metrics.deadLetter();
        } else if (chunk instanceof RawChunk.Faulty faulty && isNew(faulty.origin(), record, at)) {
            reject(faulty, record, at);
        } else if (chunk instanceof RawChunk.Usable usable && isNew(usable.origin(), record, at)) {
            split(usable, record);
        }
    }

    private void commitIfDue() {
        buryUnreadable();
        // A small chunk is the end of a file, so no later chunk makes it worth waiting longer.
        if (CommitPace.ofThread().isDue(this, uncommitted, commitSoon ? SMALL_CHUNK_WAIT : FULL_CHUNK_WAIT)) {
            uncommitted = false;
            commitSoon = false;
            context.commit();
        }
    }

    private void split(RawChunk.Usable chunk, Record<byte[], byte[]> record) {
        RowSink sink = new RowSink(chunk.origin(), chunk.dataset(), outputs, record.timestamp());
        boolean more = true;
        while (more) {
            more = chunk.rows().next(sink);
        }
        // A record by itself is whole; the rows behind another header row in a file may be in any of its chunks.
        Fault fault = chunk.origin().isPartOfFile() ? chunk.rows().fault() : null;
        writeSplit(chunk.origin(), record, sink.valid(), sink.invalid(), fault);
        metrics.chunkSplit(sink.valid().rows(), sink.invalid().rows());
    }

    private void reject(RawChunk.Faulty chunk, Record<byte[], byte[]> record, RecordPosition at) {
        String fileId = chunk.origin().fileId();
        FileIds.logged(LOG.atWarn(), fileId).log("Unusable chunk of file {}, {}: {}", fileId, at, chunk.fault());
        writeSplit(chunk.origin(), record, Tally.NONE, Tally.NONE, chunk.fault());
        metrics.chunkFaulty();
    }

    private void bury(Record<byte[], byte[]> record, String reason, RecordPosition at, boolean quarantined) {
        LOG.warn("Dead letter, {}: {}", at, reason);
        DeadLetter letter = DeadLetter.of(
                record.key(),
                record.value(),
                record.headers(),
                new DeadLetter.Cause("row-splitter", reason, at.topic(), at.partition(), at.offset(), quarantined));
        outputs.deadLetter(new Record<>(letter.key(), letter.value(), record.timestamp(), letter.headers()));
    }

    private void writeSplit(
            ChunkOrigin origin, Record<byte[], byte[]> record, Tally valid, Tally invalid, @Nullable Fault fault) {
        Long chunk = origin.chunk();
        if (chunk == null) {
            // An open stream is counted by its rows alone.
            return;
        }
        String traceparent = null;
        if (span != null) {
            span.setAttribute(Tracing.FILE_ID, origin.fileId());
            span.setAttribute("sluice.chunk", chunk);
            traceparent = Tracing.carried(span);
        }
        long bytes = record.value() == null ? 0 : record.value().length;
        outputs.chunkSplit(
                new ChunkSplit(origin.fileId(), chunk, bytes, valid, invalid, origin.wholeFile(), fault),
                record.timestamp(),
                traceparent);
    }

    /** Whether it isn't a second copy, as a gateway sends one when it can't tell whether the first arrived. */
    private boolean isNew(ChunkOrigin origin, Record<byte[], byte[]> record, RecordPosition at) {
        OptionalLong firstSeen = seenBefore(origin, record, at);
        if (firstSeen.isEmpty()) {
            return true;
        }
        FileIds.logged(LOG.atWarn(), origin.fileId())
                .log(
                        "Dropped chunk {} of file {}, {}: it was split from offset {} before",
                        origin.chunk(),
                        origin.fileId(),
                        at,
                        firstSeen.getAsLong());
        metrics.chunkRepeated();
        return false;
    }

    private OptionalLong seenBefore(ChunkOrigin origin, Record<byte[], byte[]> record, RecordPosition at) {
        Long chunk = origin.chunk();
        if (chunk == null || !origin.named()) {
            return OptionalLong.empty();
        }
        OptionalLong firstSeen = seenChunks.firstSeen(origin.fileId(), chunk, at.offset(), record.timestamp());
        return firstSeen.isPresent() && firstSeen.getAsLong() == at.offset() ? OptionalLong.empty() : firstSeen;
    }

    /** Nothing is known of them but where they were, so no file can fail of them. */
    private void buryUnreadable() {
        quarantine.unreadable().drain(partition, skipped -> {
            RecordPosition at =
                    new RecordPosition(partition.topic(), Uuid.ZERO_UUID, partition.partition(), skipped.offset());
            Record<byte[], byte[]> nothing =
                    new Record<>(new byte[0], new byte[0], context.currentSystemTimeMs(), new RecordHeaders());
            bury(nothing, skipped.reason(), at, true);
            metrics.quarantined();
        });
    }

    private RecordPosition position() {
        RecordMetadata metadata = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("called without a record of a topic"));
        return new RecordPosition(
                metadata.topic(),
                topic.at(metadata.topic(), metadata.offset()),
                metadata.partition(),
                metadata.offset());
    }
}
