package dev.sluice.chaos.mutant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.chaos.cluster.Mutation;
import dev.sluice.chaos.mutant.CutInQuotes.Cut;
import dev.sluice.chaos.report.Violation;
import dev.sluice.chaos.report.Violations;
import dev.sluice.chaos.stage.TestAggregator;
import dev.sluice.chaos.stage.TestSplitter;
import dev.sluice.chaos.verify.FileHistories;
import dev.sluice.chaos.verify.RowLedger;
import dev.sluice.chaos.verify.StatusLedger;
import dev.sluice.chaos.workload.ChaosFile;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.row.ValidRow;
import dev.sluice.standalone.EmbeddedBroker;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each fault that {@code sluice chaos --mutant} can build into Sluice, in the smallest surroundings in which it shows:
 * the rig's ledgers must find it there, and nothing where the fault is not.
 */
class MutantsTest {
    private static final String FILE = "f";
    private static final byte[] NOTHING = {};
    private static final Path LIST = Path.of("target", "test-classes", "chaos-mutants.properties");

    private static final Map<String, Experiment> EXPERIMENTS = Map.of(
            "no-deduplication", MutantsTest::chunkSentTwice,
            "cut-in-quotes", MutantsTest::lineBreaksInQuotes,
            "count-outside-transaction", MutantsTest::splitterThatAborts,
            "read-uncommitted", MutantsTest::rowsOfAnAbortedTransaction,
            "at-least-once", MutantsTest::combinerThatDies,
            "uncommitted-ends", MutantsTest::endThatIsAborted,
            "stale-copies", MutantsTest::copyThatMissedADeletion);

    private static EmbeddedBroker broker;

    private interface Experiment {
        void run(boolean mutant, Path directory, Violations found) throws IOException;
    }

    @BeforeAll
    static void startBroker(@TempDir Path directory) {
        broker = EmbeddedBroker.start(directory, 0);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void shouldFindTheFaultAndNothingElse(String name, @TempDir Path directory) throws IOException {
        Experiment experiment = Objects.requireNonNull(EXPERIMENTS.get(name), "an experiment for each mutant");

        assertThat(violations(experiment, false, directory.resolve("real")))
                .as("without the fault")
                .isEmpty();
        assertThat(violations(experiment, true, directory.resolve("mutant")))
                .as("with it")
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void shouldHaveAMainClassForEach(String name) throws ReflectiveOperationException {
        Mutation mutation = Mutation.named(name, LIST.getParent());

        assertThat(mutation.mainClasses()).hasSize(1);
        for (String main : mutation.mainClasses().values()) {
            assertThat(Class.forName(main).getMethod("main", String[].class)).isNotNull();
        }
    }

    @Test
    void shouldListEveryExperiment() {
        assertThat(mutants()).containsExactlyInAnyOrderElementsOf(EXPERIMENTS.keySet());
    }

    static Stream<String> mutants() {
        Properties list = new Properties();
        try (Reader text = Files.newBufferedReader(LIST)) {
            list.load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return list.stringPropertyNames().stream();
    }

    private static List<Violation> violations(Experiment experiment, boolean mutant, Path directory)
            throws IOException {
        Violations found = new Violations(violation -> {});
        experiment.run(mutant, Files.createDirectories(directory), found);
        return found.kept();
    }

    private static void chunkSentTwice(boolean mutant, Path directory, Violations found) {
        ChaosFile file = ChaosFile.of(1, 1, 30);
        RowLedger ledger = new RowLedger(found);
        ledger.accepted(FILE, file.rows());
        try (TestSplitter splitter =
                mutant ? TestSplitter.withoutDeduplication(directory) : TestSplitter.real(directory)) {
            splitter.send(FILE, 0, 2, rowsOf(file));
            splitter.send(FILE, 0, 2, rowsOf(file));
            enter(splitter, ledger);
        }
        ledger.finish();
    }

    private static void lineBreaksInQuotes(boolean mutant, Path directory, Violations found) throws IOException {
        ChaosFile file = ChaosFile.of(1, 1, 5_000);
        RowLedger ledger = new RowLedger(found);
        ledger.accepted(FILE, file.rows());
        try (TestSplitter splitter = TestSplitter.real(directory)) {
            long number = 0;
            for (Cut chunk : CutInQuotes.cut(file.csv(), 4_096, mutant)) {
                splitter.send(FILE, number++, chunk.firstLine(), chunk.text());
            }
            enter(splitter, ledger);
        }
        ledger.finish();
    }

    /** A splitter writes all of a chunk, aborts, and does it again. */
    private static void splitterThatAborts(boolean mutant, Path directory, Violations found) throws IOException {
        Split file = Split.of(ChaosFile.of(1, 1, 30), directory.resolve("splitter"));
        MockProducer<byte[], byte[]> transactional = mockProducer();
        MockProducer<byte[], byte[]> plain = mockProducer();
        Producer<byte[], byte[]> splitter =
                mutant ? CountOutsideTransaction.apart(transactional, plain, "counts") : transactional;
        splitter.initTransactions();
        splitter.beginTransaction();
        splitter.send(new ProducerRecord<>("rows", NOTHING));
        splitter.send(new ProducerRecord<>("counts", NOTHING));
        splitter.abortTransaction();
        splitter.beginTransaction();
        splitter.send(new ProducerRecord<>("rows", NOTHING));
        splitter.send(new ProducerRecord<>("counts", NOTHING));
        splitter.commitTransaction();
        List<ProducerRecord<byte[], byte[]>> visible = new ArrayList<>(transactional.history());
        visible.addAll(plain.history());
        try (TestAggregator aggregator = new TestAggregator(directory.resolve("aggregator"))) {
            visible.forEach(record -> {
                if (record.topic().equals("counts")) {
                    file.splits().forEach(aggregator::split);
                } else {
                    aggregator.valid(file.valid());
                    file.invalid().forEach(aggregator::invalid);
                }
            });
            end(file, aggregator, found);
        }
    }

    private static void rowsOfAnAbortedTransaction(boolean mutant, Path directory, Violations found)
            throws IOException {
        Split file = Split.of(ChaosFile.of(1, 1, 30), directory.resolve("splitter"));
        try (CombinerExperiment combiner = new CombinerExperiment(broker.bootstrapServers());
                TestAggregator aggregator = new TestAggregator(directory.resolve("aggregator"))) {
            combiner.combineAborted(file.validTexts(), mutant);
            merge(file, combiner, aggregator, found);
        }
    }

    private static void combinerThatDies(boolean mutant, Path directory, Violations found) throws IOException {
        Split file = Split.of(ChaosFile.of(1, 1, 30), directory.resolve("splitter"));
        try (CombinerExperiment combiner = new CombinerExperiment(broker.bootstrapServers());
                TestAggregator aggregator = new TestAggregator(directory.resolve("aggregator"))) {
            combiner.combineAndDie(FILE, file.validTexts(), mutant);
            merge(file, combiner, aggregator, found);
        }
    }

    private static void endThatIsAborted(boolean mutant, Path directory, Violations found) throws IOException {
        Split file = Split.of(ChaosFile.of(1, 1, 30), directory);
        StatusLedger ledger = new StatusLedger(found);
        ledger.accepted(FILE, file.file().expected());
        FileHistories histories = new FileHistories(found);
        histories.creating(FILE, System.nanoTime());
        new UncommittedEndsExperiment(FILE, mutant)
                .answers(file.opened(), file.closed(), file.splits(), file.valid(), file.invalid())
                .forEach(answer -> {
                    ledger.answered("aggregator", answer);
                    histories.found("aggregator", answer, System.nanoTime(), System.nanoTime());
                });
        ledger.finish();
    }

    private static void copyThatMissedADeletion(boolean mutant, Path directory, Violations found) {
        List<List<FileSummary>> answers = new StaleCopiesExperiment(mutant).answers();
        assertThat(answers.get(0)).as("of a file that is there").isNotEmpty();
        FileHistories histories = new FileHistories(found);
        histories.creating(FILE, 0);
        histories.created("ingest-gateway", FILE, 1);
        answers.get(0).forEach(summary -> histories.found("copy", summary, 2, 3));
        histories.deleting(FILE, 4);
        histories.deleted("results-api", FILE, 5);
        answers.get(1).forEach(summary -> histories.found("copy", summary, 6, 7));
        histories.finish();
    }

    private static void merge(Split file, CombinerExperiment combiner, TestAggregator aggregator, Violations found) {
        file.invalid().forEach(aggregator::invalid);
        file.splits().forEach(aggregator::split);
        combiner.drainTo(aggregator);
        end(file, aggregator, found);
    }

    /** The events of a gateway come last, and then a client asks. */
    private static void end(Split file, TestAggregator aggregator, Violations found) {
        StatusLedger ledger = new StatusLedger(found);
        ledger.accepted(FILE, file.file().expected());
        aggregator.event(file.opened());
        aggregator.event(file.closed());
        aggregator.status(FILE).ifPresent(status -> ledger.answered("aggregator", status));
        ledger.finish();
    }

    private static void enter(TestSplitter splitter, RowLedger ledger) {
        splitter.validRows().forEach(row -> ledger.valid(row.fileId(), Objects.requireNonNull(row.line())));
        splitter.invalidRows().forEach(row -> ledger.invalid(row.fileId(), row.line()));
    }

    private static byte[] rowsOf(ChaosFile file) {
        int headerEnd = new String(file.csv(), UTF_8).indexOf('\n') + 1;
        return Arrays.copyOfRange(file.csv(), headerEnd, file.csv().length);
    }

    private static MockProducer<byte[], byte[]> mockProducer() {
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A file of one chunk, and what the splitter makes of it. */
    private record Split(
            ChaosFile file,
            List<ValidRow> valid,
            List<byte[]> validTexts,
            List<InvalidRow> invalid,
            List<ChunkSplit> splits) {
        static Split of(ChaosFile file, Path directory) throws IOException {
            Files.createDirectories(directory);
            try (TestSplitter splitter = TestSplitter.real(directory)) {
                splitter.send(FILE, 0, 2, rowsOf(file));
                List<byte[]> texts = splitter.validTexts();
                return new Split(
                        file,
                        texts.stream().map(TestSplitter::read).toList(),
                        texts,
                        splitter.invalidRows(),
                        splitter.splits());
            }
        }

        FileOpened opened() {
            return new FileOpened(
                    FILE,
                    Datasets.DEFAULT,
                    file.name(),
                    "timestamp,sensor_id,value,note",
                    null,
                    Instant.EPOCH,
                    60_000,
                    null);
        }

        FileClosed closed() {
            return new FileClosed(FILE, splits.size(), file.csv().length, 1, "0");
        }
    }
}
