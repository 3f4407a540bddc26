package dev.sluice.cli.generator;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The datasets for which files can be generated: the shipped ones. */
public enum GeneratedDataset {
    SENSOR_READINGS("sensor-readings"),
    SONG_PLAYS("song-plays"),
    MEASUREMENTS("measurements");

    private final String word;

    GeneratedDataset(String word) {
        this.word = word;
    }

    /** The dataset with this name. */
    public static Optional<GeneratedDataset> find(String name) {
        return Arrays.stream(values()).filter(each -> each.word.equals(name)).findFirst();
    }

    /** Its name in uploads. */
    public String word() {
        return word;
    }

    /** All names. */
    public static List<String> names() {
        return Arrays.stream(values()).map(each -> each.word).toList();
    }

    /** A file of this dataset. */
    public GeneratedBody body(FileRecipe recipe) {
        return switch (this) {
            case SENSOR_READINGS -> new ReadingsBody(recipe);
            case SONG_PLAYS -> new SongPlaysBody(recipe);
            case MEASUREMENTS -> new MeasurementsBody(recipe);
        };
    }
}
