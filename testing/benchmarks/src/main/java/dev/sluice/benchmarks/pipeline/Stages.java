package dev.sluice.benchmarks.pipeline;

import dev.sluice.aggregator.AggregatorApplication;
import dev.sluice.benchmarks.pipeline.ceiling.PlainConsumer;
import dev.sluice.benchmarks.pipeline.ceiling.ScratchTopics;
import dev.sluice.cli.generator.Expected;
import dev.sluice.cli.generator.FileRecipe;
import dev.sluice.gateway.GatewayApplication;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.FileResult;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.splitter.SplitterApplication;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The separate services, one after the other, each processing the previous one's output. The duration of a Streams
 * application is measured by the broker's timestamps of its output, from the first record to the last: its start
 * doesn't count.
 */
final class Stages {
    private final ScratchTopics broker;
    private final Path directory;
    private int runs;

    /** @param directory of the services' stores */
    Stages(ScratchTopics broker, Path directory) {
        this.broker = broker;
        this.directory = directory;
    }

    /** Processes a file with all of them. */
    Rates measure(FileRecipe readings) throws InterruptedException {
        Topics topics = broker.topics("bench-stages-" + runs++ + ".");
        PreparedFile file = PreparedFile.of(readings);
        double gateway = gateway(topics, file);
        double splitter = splitter(topics, readings.rows());
        double aggregator = aggregator(topics, file.expected());
        broker.delete(topics);
        return new Rates(gateway, splitter, aggregator);
    }

    private double gateway(Topics topics, PreparedFile file) throws InterruptedException {
        try (ServiceAlone gateway = start(GatewayApplication.class, "ingest-gateway", topics)) {
            Uploads uploads = new Uploads(gateway.url());
            uploads.awaitReady();
            long begun = System.nanoTime();
            uploads.accept(file.publisher());
            return file.bytes() / ((System.nanoTime() - begun) / 1e9);
        }
    }

    private double splitter(Topics topics, long rows) throws InterruptedException {
        long chunks = broker.records(topics.rawChunks().name());
        List<Split> splits = new ArrayList<>();
        try (ServiceAlone splitter =
                start(SplitterApplication.class, "row-splitter", topics, stores(topics, "splitter"))) {
            new Uploads(splitter.url()).awaitReady();
            PlainConsumer.read(broker.bootstrapServers(), topics.splitEvents().name(), chunks, record -> {
                ChunkSplit split = Json.read(record.value(), ChunkSplit.class);
                splits.add(new Split(
                        record.timestamp(),
                        split.valid().rows() + split.invalid().rows()));
            });
        }
        splits.sort(Comparator.comparingLong(Split::time));
        Split first = splits.get(0);
        long passed = splits.get(splits.size() - 1).time() - first.time();
        return perSecond(rows - first.rows(), passed);
    }

    private double aggregator(Topics topics, Expected expected) throws InterruptedException {
        List<Long> times = new ArrayList<>();
        try (ServiceAlone aggregator =
                start(AggregatorApplication.class, "aggregator", topics, stores(topics, "aggregator"))) {
            new Uploads(aggregator.url()).awaitReady();
            PlainConsumer.read(broker.bootstrapServers(), topics.fileResults().name(), 1, record -> {
                expected.check(Json.read(record.value(), FileResult.class).summary());
                times.add(record.timestamp());
            });
            String deltas = topics.deltas().name();
            PlainConsumer.read(broker.bootstrapServers(), deltas, 1, record -> times.add(record.timestamp()));
        }
        times.sort(Comparator.naturalOrder());
        return perSecond(expected.validRows(), times.get(times.size() - 1) - times.get(0));
    }

    private ServiceAlone start(Class<?> application, String name, Topics topics, String... settings) {
        return ServiceAlone.start(application, name, broker.bootstrapServers(), topics.prefix(), settings);
    }

    private String stores(Topics topics, String service) {
        return "--sluice." + service + ".state-dir=" + directory.resolve(topics.prefix() + service);
    }

    private static double perSecond(long rows, long milliseconds) {
        return rows * 1e3 / Math.max(1, milliseconds);
    }

    private record Split(long time, long rows) {}

    /**
     * The results.
     *
     * @param gateway bytes per second, to the 202
     * @param splitter rows per second, valid and invalid, from the end of the first chunk to that of the last
     * @param aggregator valid rows per second, from the first delta to the result
     */
    record Rates(double gateway, double splitter, double aggregator) {}
}
