package dev.sluice.tabular.dataset.type;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Date-times in one of several formats, where times without a zone are in a given one. Of two times that a clock shows
 * twice, because it was set back, it is the earlier; a time that a clock never shows, because it was set forward, is
 * invalid.
 *
 * @param formats tried in this order, at least one
 * @param zone of times without a zone, or null for UTC
 */
record LocalTimes(
        List<DateTimeType.DateTimeReader> formats, @Nullable ZoneId zone) implements DateTimeType.DateTimeReader {
    private static final long MICROS_PER_SECOND = 1_000_000;

    LocalTimes {
        formats = List.copyOf(formats);
    }

    @Override
    public long micros(String cell) {
        for (DateTimeType.DateTimeReader format : formats) {
            long micros = format.micros(cell);
            if (micros != Timestamps.NONE) {
                return zone != null && format.isLocal(cell) ? inZone(zone, micros) : micros;
            }
        }
        return Timestamps.NONE;
    }

    private static long inZone(ZoneId zone, long micros) {
        LocalDateTime local = local(micros);
        ZoneOffsetTransition transition = zone.getRules().getTransition(local);
        if (transition != null && transition.isGap()) {
            return Timestamps.NONE;
        }
        ZoneOffset offset = transition == null ? zone.getRules().getOffset(local) : transition.getOffsetBefore();
        return Timestamps.inRange(micros - offset.getTotalSeconds() * MICROS_PER_SECOND);
    }

    private static LocalDateTime local(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND),
                (int) Math.floorMod(micros, MICROS_PER_SECOND) * 1_000,
                ZoneOffset.UTC);
    }

    @Override
    public boolean hasZone(String cell) {
        return zone != null || formats.stream().anyMatch(format -> isOf(format, cell) && format.hasZone(cell));
    }

    @Override
    public boolean isLocal(String cell) {
        return zone == null && formats.stream().anyMatch(format -> isOf(format, cell) && format.isLocal(cell));
    }

    private static boolean isOf(DateTimeType.DateTimeReader format, String cell) {
        return format.micros(cell) != Timestamps.NONE;
    }

    @Override
    public String expected(boolean withZone) {
        return formats.stream()
                .map(format -> format.expected(withZone && zone == null))
                .collect(Collectors.joining(", or "));
    }

    @Override
    public String hint(String cell) {
        for (DateTimeType.DateTimeReader format : formats) {
            long micros = format.micros(cell);
            if (zone != null && micros != Timestamps.NONE) {
                ZoneOffsetTransition transition = zone.getRules().getTransition(local(micros));
                return transition == null
                        ? ""
                        : "; in the zone " + zone + " no clock shows this time: it was set forward from "
                                + transition.getDateTimeBefore().toLocalTime() + " to "
                                + transition.getDateTimeAfter().toLocalTime();
            }
        }
        return formats.get(0).hint(cell);
    }
}
