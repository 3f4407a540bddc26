package dev.sluice.benchmarks.fuzz;

import dev.sluice.aggregator.FuzzedCombiner;
import dev.sluice.aggregator.FuzzedMerge;
import dev.sluice.gateway.FuzzedGateway;
import dev.sluice.splitter.FuzzedSplitter;

/** The stages by the names that they have on the command line. */
enum StageName {
    GATEWAY,
    SPLITTER,
    COMBINER,
    MERGE;

    FuzzedStage newStage() {
        return switch (this) {
            case GATEWAY -> new FuzzedGateway();
            case SPLITTER -> new FuzzedSplitter();
            case COMBINER -> new FuzzedCombiner();
            case MERGE -> new FuzzedMerge();
        };
    }
}
