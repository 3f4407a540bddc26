package dev.sluice.schemas.csv;

import dev.sluice.schemas.message.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;

/** The datasets Sluice ships with. */
public final class Datasets {
    /** One reading per row: {@code timestamp, sensor_id, value}. */
    public static final Dataset SENSOR_READINGS = load("sensor-readings");

    private Datasets() {}

    /** The dataset of that name, if there is one. */
    public static Optional<Dataset> find(String name) {
        return SENSOR_READINGS.name().equals(name) ? Optional.of(SENSOR_READINGS) : Optional.empty();
    }

    private static Dataset load(String name) {
        String resource = "/datasets/" + name + ".json";
        try (InputStream in = Objects.requireNonNull(Datasets.class.getResourceAsStream(resource), resource)) {
            return Json.DOCUMENTS.readValue(in, Dataset.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
