package dev.sluice.splitter;

import dev.sluice.schemas.Settings;
import dev.sluice.schemas.Topics;
import java.nio.file.Path;

/**
 * The splitter's settings, {@code sluice.splitter.*}.
 *
 * @param topics what all services share
 * @param threads how many stream threads split at the same time
 * @param stateDir where the store of seen chunks lies; kept over restarts, it makes them faster
 */
public record SplitterProperties(Topics topics, int threads, Path stateDir) {

    /** Reads {@code sluice.splitter.*} and {@code sluice.topics.*}. */
    public static SplitterProperties read(Settings settings) {
        return new SplitterProperties(
                Topics.read(settings),
                settings.integer("splitter.threads", 2, 1, 64),
                Path.of(settings.text("splitter.state-dir", "data/row-splitter", ".+")));
    }
}
