package dev.sluice.supplychain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.artifact.versioning.ComparableVersion;
import tools.jackson.databind.JsonNode;

/**
 * A known vulnerability, as a database in the format of OSV describes it (<https://ossf.github.io/osv-schema/>).
 *
 * @param id with its aliases: {@code GHSA-… (CVE-…)}
 * @param severity as the database tells it; empty if it doesn't
 */
record Advisory(String id, String summary, String severity, List<Affected> affected) {
    Advisory {
        affected = List.copyOf(affected);
    }

    /**
     * Versions of a package.
     *
     * @param ecosystem {@code Maven} or {@code npm}
     * @param name {@code group:artifact}, or the name of an npm package
     * @param versions single ones
     */
    record Affected(String ecosystem, String name, List<Range> ranges, List<String> versions) {
        Affected {
            ranges = List.copyOf(ranges);
            versions = List.copyOf(versions);
        }

        boolean includes(String version) {
            return versions.contains(version)
                    || ranges.stream().anyMatch(range -> range.includes(new ComparableVersion(version)));
        }
    }

    /**
     * @param introduced the first version; {@code 0} for all before the end
     * @param fixed the first version that isn't affected; empty if there is none
     * @param last the last version that is; empty if that is unknown
     */
    record Range(String introduced, String fixed, String last) {
        boolean includes(ComparableVersion version) {
            return (introduced.equals("0") || version.compareTo(new ComparableVersion(introduced)) >= 0)
                    && (fixed.isEmpty() || version.compareTo(new ComparableVersion(fixed)) < 0)
                    && (last.isEmpty() || version.compareTo(new ComparableVersion(last)) <= 0);
        }
    }

    /** Empty if it was withdrawn. */
    static Optional<Advisory> read(JsonNode document) {
        if (document.has("withdrawn")) {
            return Optional.empty();
        }
        List<String> aliases = texts(document.path("aliases"));
        List<Affected> affected = new ArrayList<>();
        for (JsonNode each : document.path("affected")) {
            List<Range> ranges = new ArrayList<>();
            for (JsonNode range : each.path("ranges")) {
                // Those of type GIT are commits.
                if (!range.path("type").asString("").equals("GIT")) {
                    ranges.addAll(ranges(range.path("events")));
                }
            }
            affected.add(new Affected(
                    each.path("package").path("ecosystem").asString(""),
                    each.path("package").path("name").asString(""),
                    ranges,
                    texts(each.path("versions"))));
        }
        return Optional.of(new Advisory(
                document.path("id").asString("") + (aliases.isEmpty() ? "" : " (" + String.join(", ", aliases) + ")"),
                document.path("summary").asString(""),
                document.path("database_specific").path("severity").asString(""),
                affected));
    }

    /** Events are in the order of versions: each beginning is followed by its end, if it has one. */
    private static List<Range> ranges(JsonNode events) {
        List<Range> ranges = new ArrayList<>();
        String introduced = "";
        for (JsonNode event : events) {
            if (event.has("introduced")) {
                if (!introduced.isEmpty()) {
                    ranges.add(new Range(introduced, "", ""));
                }
                introduced = event.path("introduced").asString("");
            } else if (event.has("fixed") || event.has("last_affected")) {
                ranges.add(new Range(
                        introduced.isEmpty() ? "0" : introduced,
                        event.path("fixed").asString(""),
                        event.path("last_affected").asString("")));
                introduced = "";
            }
        }
        if (!introduced.isEmpty()) {
            ranges.add(new Range(introduced, "", ""));
        }
        return ranges;
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(each -> each.asString("")).toList();
    }
}
