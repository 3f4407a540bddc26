package dev.sluice.tabular.infer.type;

import dev.sluice.tabular.dataset.ColumnNames;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a column's name says about its cells. It decides only where the cells leave a choice. */
public final class ColumnWords {
    private static final Pattern ID = Pattern.compile("(?:.*[^\\p{L}])?id|.*\\p{Ll}I[dD]");
    private static final Pattern TIME = Pattern.compile(
            ".*(?:time|date|stamp|epoch|zeit|datum|fecha|created|updated|дата|время|时间|日期|時間|日時).*|ts|t|when|(?:.*[^a-z])?ts|ts[^a-z].*");
    private static final Pattern YEAR = Pattern.compile("year|yr|jahr|année|año");
    private static final Pattern HOUR = Pattern.compile("hour|hr|hh|hourofday|stunde|std|uhr|uur|heure|hora|ora");
    private static final Pattern OF_DAY =
            Pattern.compile(".*(?:time|zeit|heure|hora|tijd|时间|時刻).*|hour|hr|hh|uhr|uur|stunde|std|tid|ora");
    private static final Pattern WORDS = Pattern.compile("[^\\p{L}]+|(?<=\\p{Ll})(?=\\p{Lu})");

    private static final Set<String> OF_SERIES = Set.of(
            "sensor",
            "station",
            "stn",
            "device",
            "meter",
            "node",
            "channel",
            "probe",
            "logger",
            "location",
            "place",
            "room",
            "site",
            "entity",
            "point",
            "serial",
            "city",
            "country",
            "symbol",
            "host",
            "machine",
            "moteid",
            "sensorid",
            "stationid",
            "deviceid",
            "name",
            "gerät",
            "geraet",
            "fühler",
            "fuehler",
            "zähler",
            "zaehler",
            "messstelle",
            "ort",
            "raum",
            "standort",
            "kanal",
            "topic",
            "series",
            "metric",
            "variable",
            "parameter");
    private static final Set<String> OF_REMARKS = Set.of(
            "status",
            "quality",
            "flag",
            "flags",
            "qc",
            "unit",
            "units",
            "einheit",
            "werteinheit",
            "comment",
            "comments",
            "note",
            "notes",
            "remark",
            "remarks",
            "alert",
            "alarm",
            "bemerkung",
            "event",
            "error",
            "direction",
            "dir",
            "kvalitet",
            "kwaliteit",
            "qualität",
            "qualitaet",
            "qualité",
            "qualite",
            "calidad",
            "qualità",
            "qualita",
            "qcode",
            "warning",
            "fehler",
            "zustand",
            "alarmstatus",
            "message",
            "mode");
    /** Remarks in scripts that don't put spaces between words. */
    private static final Set<String> OF_REMARKS_WITHIN =
            Set.of("状态", "报警", "警报", "质量", "备注", "状態", "警報", "品質", "備考", "상태", "경보");
    /** With other words before them they are states of something; alone they are a value. */
    private static final Set<String> OF_CONDITIONS = Set.of("state", "status", "stato", "estado", "etat", "état");

    private static final Set<String> OF_ZONES = Set.of("tz", "timezone", "zone", "zeitzone", "utcoffset");
    /** Of times, besides their words: which one is meant, or that a row is one of a sample. */
    private static final Set<String> OF_TIMES = Set.of(
            "utc",
            "gmt",
            "z",
            "local",
            "lokal",
            "lst",
            "cet",
            "sample",
            "reading",
            "measurement",
            "measured",
            "observation",
            "obs",
            "log",
            "logged",
            "record",
            "recorded",
            "am",
            "pm",
            "iso");

    private static final Set<String> BESIDE_TIME =
            Set.of("of", "day", "the", "hh", "mm", "ss", "h", "d", "yyyy", "dd", "tag", "hhmm", "clock", "");
    private static final Set<String> OF_STATES =
            Set.of("on", "off", "true", "false", "yes", "no", "open", "closed", "ja", "nein", "an", "aus", "ein");
    private static final Set<String> OF_FLAGS = Set.of("alarm", "alarms", "alert", "alerts", "flag", "flags", "qc");
    private static final Set<String> OF_VALUES = Set.of("value", "val", "state", "reading", "wert", "messwert", "data");
    private static final Set<String> OF_PLACES = Set.of("lat", "latitude", "lon", "lng", "long", "longitude");

    private static final Set<String> OF_ENDS = Set.of("stop", "end", "ende", "to", "until", "bis");
    private static final Set<String> OF_BEGINNINGS = Set.of("start", "begin", "beginn", "from", "von");

    /** Of when a row was written, rather than measured. */
    private static final Set<String> OF_BOOKKEEPING = Set.of(
            "update",
            "updated",
            "modified",
            "modification",
            "changed",
            "create",
            "created",
            "creation",
            "inserted",
            "sync",
            "synced",
            "upload",
            "uploaded",
            "received",
            "imported",
            "exported",
            "saved",
            "geändert",
            "erstellt",
            "modifié",
            "créé",
            "creado",
            "actualizado");

    private ColumnWords() {}

    /** Whether the name is that of a sensor, a place or the like, or ends in "id". */
    public static boolean namesSeries(String name) {
        return ID.matcher(name).matches()
                || ID.matcher(name.toLowerCase(Locale.ROOT)).matches()
                || namesSensor(name);
    }

    /** Whether the name is that of a sensor, a place or the like; an id alone may also number the rows. */
    public static boolean namesSensor(String name) {
        return hasWordOf(name, OF_SERIES);
    }

    /** Whether the name is that of a remark on a value, which distinguishes no series. */
    public static boolean namesRemark(String name) {
        return hasWordOf(name, OF_REMARKS)
                || OF_REMARKS_WITHIN.stream().anyMatch(name::contains)
                || (hasWordOf(name, OF_CONDITIONS) && WORDS.split(name, -1).length > 1);
    }

    /** Whether the name is that of a flag, which may be written as a number but isn't measured. */
    public static boolean namesFlag(String name) {
        return hasWordOf(name, OF_FLAGS);
    }

    /** Whether a cell is the state of a switch or the like, which is a value although it is no number. */
    public static boolean isState(String cell) {
        return OF_STATES.contains(cell.toLowerCase(Locale.ROOT));
    }

    /** Whether the name is that of a time. */
    public static boolean namesTime(String name) {
        return TIME.matcher(ColumnNames.key(name)).matches();
    }

    /** Whether the name is that of the beginning or the end of a period, rather than the time of a value. */
    public static boolean namesBound(String name) {
        return hasWordOf(name, OF_BEGINNINGS) || namesEnd(name);
    }

    /** Whether the name is that of a time at which the row was written, sent or changed, rather than measured. */
    public static boolean namesBookkeeping(String name) {
        return hasWordOf(name, OF_BOOKKEEPING);
    }

    /** Whether the name is that of the end of a period. */
    public static boolean namesEnd(String name) {
        return hasWordOf(name, OF_ENDS);
    }

    /** Whether the name says that times are in UTC. */
    public static boolean namesUtc(String name) {
        return hasWordOf(name, Set.of("utc", "gmt"));
    }

    /** Whether the name is that of a time zone. */
    public static boolean namesZone(String name) {
        return hasWordOf(name, OF_ZONES);
    }

    /** The words of the name of a date or a time of day that don't say that it is one, in lower case. */
    static Set<String> besideTime(String name) {
        Set<String> words = new HashSet<>();
        for (String part : WORDS.split(name, -1)) {
            String word = part.toLowerCase(Locale.ROOT);
            if (!BESIDE_TIME.contains(word)
                    && !TIME.matcher(word).matches()
                    && !OF_DAY.matcher(word).matches()) {
                words.add(word);
            }
        }
        return words;
    }

    /** Whether a word of a time's name leaves it the time of the row. */
    static boolean saysNoMoreOfATime(String word) {
        return OF_TIMES.contains(word) || OF_BEGINNINGS.contains(word) || OF_ENDS.contains(word);
    }

    /** Whether the name is that of an hour of the day. */
    static boolean namesHour(String name) {
        return HOUR.matcher(ColumnNames.key(name)).matches();
    }

    /** Whether the name may be that of a time of day, if there is a date in another column. */
    public static boolean namesTimeOfDay(String name) {
        return OF_DAY.matcher(ColumnNames.key(name)).matches();
    }

    static boolean namesYear(String name) {
        return YEAR.matcher(ColumnNames.key(name)).matches();
    }

    /** Whether the name is that of a measured value. */
    public static boolean namesValue(String name) {
        return hasWordOf(name, OF_VALUES);
    }

    /** Whether the name is that of a coordinate, which varies without being measured. */
    public static boolean namesPlace(String name) {
        return hasWordOf(name, OF_PLACES);
    }

    private static boolean hasWordOf(String name, Set<String> words) {
        for (String word : WORDS.split(name, -1)) {
            if (words.contains(word.toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }
}
