package dev.sluice.tabular.infer.type;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A column of time zones: their abbreviations, such as {@code EST}, names of regions, or offsets. */
public final class ZoneCells {
    private static final Pattern OFFSET = Pattern.compile("(?:UTC|GMT)?[+-][0-9]{1,2}(?::?[0-9]{2})?");
    private static final Pattern REGION = Pattern.compile("[A-Z][A-Za-z]+(?:/[A-Za-z_+-]+){1,2}");
    private static final int MAX_ZONES = 4;

    /** A zone's abbreviations, of which many are used in several countries. */
    private static final Map<String, String> OFFSETS = Map.ofEntries(
            Map.entry("UTC", "+00:00"),
            Map.entry("GMT", "+00:00"),
            Map.entry("WET", "+00:00"),
            Map.entry("WEST", "+01:00"),
            Map.entry("CET", "+01:00"),
            Map.entry("CEST", "+02:00"),
            Map.entry("MEZ", "+01:00"),
            Map.entry("MESZ", "+02:00"),
            Map.entry("EET", "+02:00"),
            Map.entry("EEST", "+03:00"),
            Map.entry("MSK", "+03:00"),
            Map.entry("JST", "+09:00"),
            Map.entry("KST", "+09:00"),
            Map.entry("AWST", "+08:00"),
            Map.entry("ACST", "+09:30"),
            Map.entry("AEST", "+10:00"),
            Map.entry("AEDT", "+11:00"),
            Map.entry("NZST", "+12:00"),
            Map.entry("NZDT", "+13:00"),
            Map.entry("AST", "-04:00"),
            Map.entry("ADT", "-03:00"),
            Map.entry("EST", "-05:00"),
            Map.entry("EDT", "-04:00"),
            Map.entry("CST", "-06:00"),
            Map.entry("CDT", "-05:00"),
            Map.entry("MST", "-07:00"),
            Map.entry("MDT", "-06:00"),
            Map.entry("PST", "-08:00"),
            Map.entry("PDT", "-07:00"),
            Map.entry("AKST", "-09:00"),
            Map.entry("AKDT", "-08:00"),
            Map.entry("HST", "-10:00"));
    /** The regions whose clocks show one zone in winter and another in summer. */
    private static final List<Map.Entry<Set<String>, String>> PAIRS = List.of(
            Map.entry(Set.of("EST", "EDT"), "America/New_York"),
            Map.entry(Set.of("CST", "CDT"), "America/Chicago"),
            Map.entry(Set.of("MST", "MDT"), "America/Denver"),
            Map.entry(Set.of("PST", "PDT"), "America/Los_Angeles"),
            Map.entry(Set.of("AKST", "AKDT"), "America/Anchorage"),
            Map.entry(Set.of("CET", "CEST"), "Europe/Berlin"),
            Map.entry(Set.of("MEZ", "MESZ"), "Europe/Berlin"),
            Map.entry(Set.of("EET", "EEST"), "Europe/Athens"),
            Map.entry(Set.of("GMT", "BST"), "Europe/London"),
            Map.entry(Set.of("AEST", "AEDT"), "Australia/Sydney"),
            Map.entry(Set.of("NZST", "NZDT"), "Pacific/Auckland"));

    private ZoneCells() {}

    /** Whether all cells with a value are time zones. */
    public static boolean areZones(Column column) {
        Set<String> zones = zones(column);
        return !zones.isEmpty() && zones.size() <= MAX_ZONES && zones.stream().allMatch(ZoneCells::isZone);
    }

    /** The value of {@code zone} for the times beside these zones; nothing if they need several. */
    public static Optional<String> zone(Column column) {
        Set<String> zones = zones(column);
        if (zones.size() == 1) {
            return one(zones.iterator().next());
        }
        return PAIRS.stream()
                .filter(pair -> pair.getKey().equals(zones))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Set<String> zones(Column column) {
        Set<String> zones = new HashSet<>(column.counts().keySet());
        zones.remove("");
        return zones;
    }

    private static boolean isZone(String cell) {
        return cell.equals("BST") || one(cell).isPresent();
    }

    private static Optional<String> one(String cell) {
        String offset = OFFSETS.get(cell.toUpperCase(Locale.ROOT));
        if (offset != null) {
            return Optional.of(offset);
        }
        if (REGION.matcher(cell).matches() && ZoneId.getAvailableZoneIds().contains(cell)) {
            return Optional.of(cell);
        }
        try {
            return OFFSET.matcher(cell).matches() ? Optional.of(normal(cell)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The offset with a sign, two digits of hours and two of minutes. */
    private static String normal(String cell) {
        ZoneOffset offset = ZoneOffset.of(cell.replaceFirst("^(?:UTC|GMT)", ""));
        return offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
    }
}
