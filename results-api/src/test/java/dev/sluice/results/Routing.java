package dev.sluice.results;

import dev.sluice.schemas.Settings;
import java.util.Map;

/** Settings for tests of the ways that questions go. */
final class Routing {
    private Routing() {}

    static ResultsProperties properties(Map<String, String> settings) {
        return ResultsProperties.read(new Settings(settings).verify(ResultsProperties::read));
    }
}
