package dev.sluice.tabular.infer;

import static java.util.stream.Collectors.toSet;

import dev.sluice.tabular.infer.type.ColumnType;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The zone that the name of a column tells, such as {@code Date Time, GMT-07:00} or {@code Time (Europe/Berlin)}, or the
 * lines before the table do.
 */
final class NamedZone {
    private static final Pattern OFFSET = Pattern.compile("(?:GMT|UTC) ?([+-])([0-9]{1,2})(?::?([0-9]{2}))?");
    private static final Pattern REGION = Pattern.compile("[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_-]+){1,2}");

    private NamedZone() {}

    /** The zone of times in a table: by the name of their column, or the only offset in the lines before the table. */
    static Optional<String> of(Table table, ColumnType time) {
        Optional<String> named = of(time.name());
        if (named.isPresent() || !time.isLocal()) {
            return named;
        }
        Set<String> zones = OFFSET.matcher(table.before())
                .results()
                .flatMap(found -> of(found.group()).stream())
                .collect(toSet());
        return zones.size() == 1 ? Optional.of(zones.iterator().next()) : Optional.empty();
    }

    static Optional<String> of(String name) {
        Matcher offset = OFFSET.matcher(name);
        if (offset.find()) {
            String hours = offset.group(2).length() == 2 ? offset.group(2) : "0" + offset.group(2);
            String minutes = offset.group(3) == null ? "00" : offset.group(3);
            return Optional.of("GMT" + offset.group(1) + hours + ":" + minutes);
        }
        Matcher region = REGION.matcher(name);
        return region.find() && ZoneId.getAvailableZoneIds().contains(region.group())
                ? Optional.of(region.group())
                : Optional.empty();
    }
}
