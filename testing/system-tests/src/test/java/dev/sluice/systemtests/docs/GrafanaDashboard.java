package dev.sluice.systemtests.docs;

import dev.sluice.schemas.message.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A dashboard over a PostgreSQL data source, and its queries as Grafana sends them. */
final class GrafanaDashboard {
    private static final Pattern MACRO = Pattern.compile("\\$(__\\w+)\\(([^)]*)\\)");

    private final JsonNode document;

    GrafanaDashboard(Path file) throws IOException {
        document = Json.MAPPER.readTree(Files.readString(file));
    }

    Stream<JsonNode> panels() {
        return document.path("panels").valueStream();
    }

    JsonNode variable(String name) {
        return document.path("templating")
                .path("list")
                .valueStream()
                .filter(variable -> variable.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Replaces the macros and variables that the dashboard uses as Grafana documents them. Any other is an error.
     *
     * @param interval {@code $__interval}
     * @param series the chosen values of the variable {@code series}
     */
    static String expanded(String sql, Instant from, Instant to, Duration interval, List<String> series) {
        String chosen =
                series.stream().map(name -> "'" + name.replace("'", "''") + "'").collect(Collectors.joining(","));
        String replaced = sql.replaceAll("\\$__interval\\b", interval.toSeconds() + "s");
        String expanded =
                MACRO.matcher(replaced).replaceAll(macro -> Matcher.quoteReplacement(expanded(macro, from, to)));
        String complete = expanded.replace("${series:sqlstring}", chosen);
        if (expanded.replace("${series:sqlstring}", "").contains("$")) {
            throw new IllegalArgumentException("an unknown variable or macro in " + complete);
        }
        return complete;
    }

    private static String expanded(MatchResult macro, Instant from, Instant to) {
        String[] arguments = macro.group(2).split(", *");
        return switch (macro.group(1)) {
            case "__timeFilter" -> arguments[0] + " BETWEEN '" + from + "' AND '" + to + "'";
            case "__timeFrom" -> "'" + from + "'";
            case "__timeTo" -> "'" + to + "'";
            case "__timeGroupAlias" -> {
                String seconds = arguments[1].replace("s", "");
                yield "floor(extract(epoch from " + arguments[0] + ")/" + seconds + ")*" + seconds + " AS \"time\"";
            }
            default -> throw new IllegalArgumentException("unknown macro " + macro.group());
        };
    }
}
