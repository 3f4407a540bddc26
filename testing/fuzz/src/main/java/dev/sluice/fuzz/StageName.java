package dev.sluice.fuzz;

import dev.sluice.fuzz.stage.FuzzedCombiner;
import dev.sluice.fuzz.stage.FuzzedGateway;
import dev.sluice.fuzz.stage.FuzzedMerge;
import dev.sluice.fuzz.stage.FuzzedSplitter;
import dev.sluice.fuzz.stage.FuzzedStage;

/** The stages by their names on the command line. */
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
