package dev.sluice.tabular.infer.type;

import static java.util.stream.Collectors.toSet;

import dev.sluice.tabular.text.FoundText;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The zone of times that have none, as the file tells it: in the name of their column, such as {@code Date Time,
 * GMT-07:00} or {@code Time (Europe/Berlin)}, in a column of zones, or in the lines around the header row.
 *
 * @param zone a value of the parameter {@code zone}
 * @param reason where it stands, as the beginning of a sentence
 */
public record NamedZone(String zone, String reason) {
    private static final Pattern OFFSET = Pattern.compile("(?:GMT|UTC) ?([+-])([0-9]{1,2})(?::?([0-9]{2}))?");
    private static final Pattern REGION = Pattern.compile("[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_-]+){1,2}");
    /** Windows writes how many minutes UTC is ahead of the local time. */
    private static final Pattern BIAS = Pattern.compile("\\([\\p{L} .]+ Time\\) ?\\(([+-]?[0-9]{1,3})\\)");

    /**
     * The zone of times in a table.
     *
     * @param time their column
     * @param columns all columns of the table
     * @param before the text before the header row
     * @param behind the rows behind the header row that have no values
     */
    public static Optional<NamedZone> of(ColumnType time, List<Column> columns, String before, String behind) {
        Optional<NamedZone> named = in(time.name());
        if (named.isPresent() || !time.isLocal() || ColumnWords.namesUtc(time.name())) {
            return named;
        }
        return ofColumns(columns)
                .or(() -> only(behind, "a row behind the header row says so"))
                .or(() -> only(before, "a line before the table says so"));
    }

    private static Optional<NamedZone> in(String name) {
        Matcher bias = BIAS.matcher(name);
        if (bias.find()) {
            return offset(-Integer.parseInt(bias.group(1)) * 60)
                    .map(zone -> new NamedZone(
                            zone,
                            "the name of the time's column has " + bias.group(1)
                                    + ", the minutes from local time to UTC"));
        }
        return zones(name).findFirst().map(zone -> new NamedZone(zone, "the name of " + name + " says so"));
    }

    private static Optional<NamedZone> ofColumns(List<Column> columns) {
        List<Column> zones = columns.stream().filter(ZoneCells::areZones).toList();
        if (zones.size() != 1) {
            return Optional.empty();
        }
        Column column = zones.get(0);
        return ZoneCells.zone(column).map(zone -> new NamedZone(zone, reason(column)));
    }

    private static String reason(Column column) {
        List<String> names = column.counts().keySet().stream()
                .filter(cell -> !cell.isEmpty())
                .sorted()
                .map(FoundText::quoted)
                .toList();
        String found = column.name() + " is " + String.join(" or ", names) + " in all rows";
        return names.contains("\"CST\"") ? found + ", taken for that of North America" : found;
    }

    /** The only zone in a text. */
    private static Optional<NamedZone> only(String text, String reason) {
        Set<String> zones = zones(text).collect(toSet());
        return zones.size() == 1 ? Optional.of(new NamedZone(zones.iterator().next(), reason)) : Optional.empty();
    }

    /** A region knows more than the offset beside it. */
    private static Stream<String> zones(String text) {
        List<String> regions = REGION.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(ZoneId.getAvailableZoneIds()::contains)
                .toList();
        return regions.isEmpty() ? OFFSET.matcher(text).results().map(NamedZone::offset) : regions.stream();
    }

    private static String offset(MatchResult found) {
        String hours = found.group(2).length() == 2 ? found.group(2) : "0" + found.group(2);
        String minutes = found.group(3) == null ? "00" : found.group(3);
        return "GMT" + found.group(1) + hours + ":" + minutes;
    }

    private static Optional<String> offset(int seconds) {
        try {
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(seconds);
            return Optional.of(seconds == 0 ? "+00:00" : offset.getId());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
