package dev.sluice.splitter.split;

import dev.sluice.runtime.quarantine.PartitionWatch;
import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.runtime.streams.CommitPace;
import dev.sluice.runtime.streams.ConsumedOffsets;
import dev.sluice.runtime.streams.StreamsFailures;
import dev.sluice.runtime.topic.TopicIds;
import dev.sluice.runtime.tracing.RecordSpan;
import dev.sluice.runtime.tracing.Tracing;
import dev.sluice.schemas.chunk.ChunkOrigin;
import dev.sluice.schemas.chunk.RawChunk;
import dev.sluice.schemas.chunk.RawChunkReader;
import dev.sluice.schemas.chunk.RawRecord;
import dev.sluice.schemas.chunk.RecordPosition;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.DeadLetter;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.message.Tally;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.row.Fault;
import dev.sluice.tabular.text.TruncatedText;
import java.time.Duration;
import java.util.Optional;
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
 * Splits one record of {@code raw-chunks} per call: all of its rows, and the {@link ChunkSplit} that counts them, are
 * written within that call and therefore within one transaction.
 */
public final class SplitProcessor implements Processor<byte[], byte[], Object, Object> {
    private static final Logger LOG = LoggerFactory.getLogger(SplitProcessor.class);

    /** A smaller chunk is usually the last one of its file, or the whole file. */
    private static final int FULL_CHUNK_BYTES = 256 * 1024;
    /** The maximum time that such a chunk waits for others before a commit. */
    private static final Duration SMALL_CHUNK_WAIT = Duration.ofMillis(20);

    /** The maximum time that a full chunk waits: a commit costs the brokers more than many rows do. */
    private static final Duration FULL_CHUNK_WAIT = Duration.ofMillis(100);

    private static final int MAX_MESSAGE_CHARS = 1_024;

    private final RawChunkReader reader;
    private final TopicIncarnation topic;
    private final SplitterMetrics metrics;
    private final RecordSpan span;
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

    /** Kafka Streams calls {@link #init} before the first record. */
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
        span = new RecordSpan(tracing, "split");
        this.quarantine = quarantine;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        partition = new TopicPartition(rawChunks, context.taskId().partition());
        outputs = new SplitterOutputs(context, span);
        seenChunks = new SeenChunks(context.getStateStore(SeenChunks.STORE));
        KeyValueStore<String, byte[]> read = context.getStateStore(ConsumedOffsets.STORE);
        positions = new ConsumedOffsets(read::get, read::put);
        context.schedule(SMALL_CHUNK_WAIT, PunctuationType.WALL_CLOCK_TIME, now -> commitIfDue());
    }

    @Override
    public void process(Record<byte[], byte[]> consumed) {
        RecordPosition at = position();
        RawRecord record =
                new RawRecord(consumed.key(), consumed.value(), consumed.headers(), consumed.timestamp(), at);
        if (positions.cover(at.topic(), at.topicId(), at.partition(), at.offset(), record.timestamp())) {
            metrics.chunkRepeated();
            return;
        }
        PartitionWatch watched = watch();
        if (!watched.run(at.offset(), () -> guarded(record))) {
            setAside(record);
        }
        positions.read(at.topic(), at.topicId(), at.offset(), record.timestamp());
        uncommitted = true;
        commitSoon |= record.value() == null || record.value().length < FULL_CHUNK_BYTES;
        if (watched.isCommitDue()) {
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

    /** A failure before any output of a record fails the record's file, and has no other effect. */
    private void guarded(RawRecord record) {
        outputs.next();
        try {
            span.around(record.headers(), () -> take(record));
        } catch (RuntimeException | StackOverflowError e) {
            if (outputs.haveBegun() || StreamsFailures.isInfrastructure(e)) {
                throw e;
            }
            LOG.error("{} can't be split", record.at(), e);
            fail(record, new Fault("unreadable-chunk", "the splitter failed to process it: " + e), false);
            metrics.deadLetter();
        }
    }

    private void setAside(RawRecord record) {
        String reason = "quarantined, as the splitter failed whenever it processed " + record.at();
        fail(record, new Fault(Quarantine.CODE, reason), true);
        metrics.quarantined();
    }

    /** Fails the file without reading the record's text. */
    private void fail(RawRecord record, Fault fault, boolean quarantined) {
        Fault shown = new Fault(fault.code(), TruncatedText.ofChars(fault.message(), MAX_MESSAGE_CHARS));
        sendToDeadLetters(record, shown.message(), quarantined);
        reader.origin(record)
                .filter(origin -> seenBefore(origin, record).isEmpty())
                .ifPresent(origin -> writeSplit(origin, record, Tally.NONE, Tally.NONE, shown));
    }

    private void take(RawRecord record) {
        RawChunk chunk = reader.read(record);
        if (chunk instanceof RawChunk.Unreadable unreadable) {
            sendToDeadLetters(record, unreadable.reason(), false);
            metrics.deadLetter();
        } else if (chunk instanceof RawChunk.Faulty faulty && isNew(faulty.origin(), record)) {
            reject(faulty, record);
        } else if (chunk instanceof RawChunk.Usable usable && isNew(usable.origin(), record)) {
            split(usable, record);
        }
    }

    private void commitIfDue() {
        reportUnreadable();
        // A small chunk is probably the end of a file, for which a client waits.
        if (CommitPace.ofThread().isDue(this, uncommitted, commitSoon ? SMALL_CHUNK_WAIT : FULL_CHUNK_WAIT)) {
            uncommitted = false;
            commitSoon = false;
            context.commit();
        }
    }

    private void split(RawChunk.Usable chunk, RawRecord record) {
        RowSink sink = new RowSink(chunk.origin(), chunk.dataset(), outputs, record.timestamp());
        boolean more = true;
        while (more) {
            more = chunk.rows().next(sink);
        }
        // A single record is complete by itself; in a larger file, rows after a second header row may be in any chunk.
        Fault fault = chunk.origin().isPartOfFile() ? chunk.rows().fault() : null;
        writeSplit(chunk.origin(), record, sink.valid(), sink.invalid(), fault);
        metrics.chunkSplit(sink.valid().rows(), sink.invalid().rows());
    }

    private void reject(RawChunk.Faulty chunk, RawRecord record) {
        String fileId = chunk.origin().fileId();
        FileIds.logged(LOG.atWarn(), fileId)
                .log("Unusable chunk of file {}, {}: {}", fileId, record.at(), chunk.fault());
        writeSplit(chunk.origin(), record, Tally.NONE, Tally.NONE, chunk.fault());
        metrics.chunkFaulty();
    }

    private void sendToDeadLetters(RawRecord record, String reason, boolean quarantined) {
        LOG.warn("Dead letter, {}: {}", record.at(), reason);
        RecordPosition at = record.at();
        DeadLetter letter = DeadLetter.of(
                record.key(),
                record.value(),
                record.headers(),
                new DeadLetter.Cause("row-splitter", reason, at.topic(), at.partition(), at.offset(), quarantined));
        outputs.deadLetter(new Record<>(letter.key(), letter.value(), record.timestamp(), letter.headers()));
    }

    private void writeSplit(ChunkOrigin origin, RawRecord record, Tally valid, Tally invalid, @Nullable Fault fault) {
        Long chunk = origin.chunk();
        if (chunk == null) {
            // An open stream is reconciled by its rows alone.
            return;
        }
        long bytes = record.value() == null ? 0 : record.value().length;
        ChunkSplit.Place place =
                new ChunkSplit.Place(record.at().partition(), record.at().offset());
        outputs.chunkSplit(
                new ChunkSplit(origin.fileId(), chunk, place, bytes, valid, invalid, origin.wholeFile(), fault),
                record.timestamp());
    }

    /** False for a duplicate, which a gateway sends if it doesn't know whether the first attempt succeeded. */
    private boolean isNew(ChunkOrigin origin, RawRecord record) {
        Optional<SeenChunk> firstSeen = seenBefore(origin, record);
        if (firstSeen.isEmpty()) {
            return true;
        }
        if (firstSeen.get().differsFrom(SeenChunk.of(record.at().offset(), record.value()))) {
            String reason = "chunk " + origin.chunk()
                    + " was sent again with other bytes: the file was changed between two parts of its upload";
            writeSplit(origin, record, Tally.NONE, Tally.NONE, new Fault("changed-chunk", reason));
        }
        FileIds.logged(LOG.atWarn(), origin.fileId())
                .log(
                        "Dropped chunk {} of file {}, {}: a duplicate of offset {}",
                        origin.chunk(),
                        origin.fileId(),
                        record.at(),
                        firstSeen.get().offset());
        metrics.chunkRepeated();
        return false;
    }

    private Optional<SeenChunk> seenBefore(ChunkOrigin origin, RawRecord record) {
        Long chunk = origin.chunk();
        if (chunk == null || !origin.named()) {
            return Optional.empty();
        }
        SeenChunk found = SeenChunk.of(record.at().offset(), record.value());
        return seenChunks
                .firstSeen(origin.fileId(), chunk, found, record.timestamp())
                .filter(seen -> seen.offset() != record.at().offset());
    }

    /** Reports records that the consumer skipped. Only their offsets are known, so no file can be failed for them. */
    private void reportUnreadable() {
        quarantine.unreadable().drain(partition, skipped -> {
            RecordPosition at =
                    new RecordPosition(partition.topic(), Uuid.ZERO_UUID, partition.partition(), skipped.offset());
            RawRecord nothing =
                    new RawRecord(new byte[0], new byte[0], new RecordHeaders(), context.currentSystemTimeMs(), at);
            sendToDeadLetters(nothing, skipped.reason(), true);
            metrics.quarantined();
        });
    }

    private RecordPosition position() {
        RecordMetadata metadata = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("called without a record's metadata"));
        return new RecordPosition(
                metadata.topic(),
                topic.at(metadata.topic(), metadata.offset()),
                metadata.partition(),
                metadata.offset());
    }
}
