package dev.sluice.results.routing;

import dev.sluice.results.settings.ResultsProperties;
import dev.sluice.runtime.settings.Settings;
import java.util.Map;

/** Settings for tests of the ways that questions go. */
final class Routing {
    private Routing() {}

    static ResultsProperties properties(Map<String, String> settings) {
        return ResultsProperties.read(new Settings(settings).verify(ResultsProperties::read));
    }
}
