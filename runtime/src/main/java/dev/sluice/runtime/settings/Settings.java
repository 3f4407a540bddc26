package dev.sluice.runtime.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sluice's own settings, {@code sluice.*}, of one service. Reading never throws: faults are collected, with the default
 * in place of the value, so that {@link #verify} can report all of them, unknown names included.
 *
 * <p>Names are compared by letters and digits only, so {@code gateway.max-uploads} and the environment variable {@code
 * SLUICE_GATEWAY_MAX_UPLOADS} are equal.
 */
public final class Settings {
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)");
    private static final int MAX_THREADS = 64;
    private static final Pattern SIZE = Pattern.compile("(\\d+)\\s*(B|KiB|MiB|GiB)?");

    private final Map<String, String> given = new LinkedHashMap<>();
    private final Map<String, String> spelled = new LinkedHashMap<>();
    private final Set<String> known = new HashSet<>();
    private final Map<String, Setting> asked = new TreeMap<>();
    /** A set, as several services of one process read the topics' settings. */
    private final Set<String> faults = new LinkedHashSet<>();

    /**
     * @param given values by name, without the leading {@code sluice.}; if a name occurs in two spellings, the first
     *     counts
     */
    public Settings(Map<String, String> given) {
        given.forEach((name, text) -> {
            this.given.putIfAbsent(canonical(name), text.strip());
            spelled.putIfAbsent(canonical(name), name);
        });
    }

    /**
     * Lets all readers read their settings, then reports every fault and every name that no reader asked for.
     *
     * @throws InvalidSettingsException if there is a fault
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final Settings verify(Consumer<Settings>... readers) {
        faults.clear();
        for (Consumer<Settings> reader : readers) {
            reader.accept(this);
        }
        List<String> all = new ArrayList<>(faults);
        spelled.forEach((canonical, name) -> {
            if (!known.contains(canonical)) {
                all.add("sluice." + name + ": unknown setting");
            }
        });
        if (!all.isEmpty()) {
            throw new InvalidSettingsException(all);
        }
        return this;
    }

    /** The settings read so far, by name. The configuration reference is generated from them. */
    public List<Setting> asked() {
        return List.copyOf(asked.values());
    }

    /**
     * A text that matches a regular expression as a whole.
     *
     * @param expected what the expression stands for, in words: "a path"
     */
    public String text(String name, String defaultValue, String regex, String expected) {
        return read(
                new Setting("sluice." + name, defaultValue, expected),
                defaultValue,
                expected,
                text -> Pattern.matches(regex, text) ? text : null);
    }

    /**
     * A secret text, empty by default: a fault doesn't repeat it.
     *
     * @param expected what the expression stands for, in words
     */
    public String secret(String name, String regex, String expected) {
        Setting setting = new Setting("sluice." + name, "", expected);
        String given = read(setting, "", expected, text -> text);
        if (given.isEmpty() || Pattern.matches(regex, given)) {
            return given;
        }
        faults.add(setting.name() + ": expected " + expected + ", found another text");
        return "";
    }

    /** A whole number in a range. */
    public int integer(String name, int defaultValue, int min, int max) {
        return integer(name, defaultValue, min, max, min + " to " + max);
    }

    /**
     * A whole number in a range that depends on other settings.
     *
     * @param range in words, with the other setting's name: "1 to replication"
     */
    public int integer(String name, int defaultValue, int min, int max, String range) {
        return integer(name, defaultValue, Integer.toString(defaultValue), min, max, range);
    }

    /**
     * The number of threads that share partitions; by default at most the number of partitions.
     *
     * @param processorsEach the number of processors per thread by default: 1 for work that fills one, 2 for work that
     *     mostly waits for commits, which each thread has its own of
     */
    public int threads(String name, int processorsEach, int partitions) {
        int processors = Runtime.getRuntime().availableProcessors();
        int defaultValue = Math.max(1, Math.min(partitions, Math.min(processors / processorsEach, MAX_THREADS)));
        String inWords = processorsEach == 1 ? "the processors" : "the processors / " + processorsEach;
        return integer(name, defaultValue, inWords, 1, MAX_THREADS, "1 to " + MAX_THREADS);
    }

    private int integer(String name, int defaultValue, String defaultText, int min, int max, String range) {
        var setting = new Setting("sluice." + name, defaultText, range);
        return read(setting, defaultValue, "a whole number from " + min + " to " + max, text -> {
            try {
                int number = Integer.parseInt(text);
                return number >= min && number <= max ? number : null;
            } catch (NumberFormatException e) {
                return null;
            }
        });
    }

    /** A duration such as {@code 500ms, 10s, 5m, 12h, 7d}, in a range. */
    public Duration duration(String name, Duration defaultValue, Duration min, Duration max) {
        return duration(name, defaultValue, min, max, inWords(min) + " to " + inWords(max));
    }

    /**
     * A duration in a range that depends on other settings.
     *
     * @param range in words, with the other setting's name: "0s to request-timeout"
     */
    public Duration duration(String name, Duration defaultValue, Duration min, Duration max, String range) {
        var setting = new Setting("sluice." + name, inWords(defaultValue), range);
        String expected = "a duration such as 500ms, 10s, 5m, 12h or 7d, from " + inWords(min) + " to " + inWords(max);
        return read(setting, defaultValue, expected, text -> {
            var matcher = NUMBER_AND_UNIT.matcher(text);
            if (!matcher.matches() || matcher.group(1).length() > 12) {
                return null;
            }
            long number = Long.parseLong(matcher.group(1));
            Duration duration =
                    switch (matcher.group(2)) {
                        case "ms" -> Duration.ofMillis(number);
                        case "s" -> Duration.ofSeconds(number);
                        case "m" -> Duration.ofSeconds(number * 60);
                        case "h" -> Duration.ofSeconds(number * 3_600);
                        default -> Duration.ofSeconds(number * 86_400);
                    };
            return duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0 ? duration : null;
        });
    }

    /** A size such as {@code 65536, 64KiB, 1MiB}, in bytes, in a range. */
    public long bytes(String name, long defaultValue, long min, long max) {
        return bytes(name, defaultValue, min, max, sizeInWords(min) + " to " + sizeInWords(max));
    }

    /**
     * A size in a range that depends on other settings.
     *
     * @param range in words, with the other setting's name: "max-row-bytes to 512KiB"
     */
    public long bytes(String name, long defaultValue, long min, long max, String range) {
        var setting = new Setting("sluice." + name, sizeInWords(defaultValue), range);
        String expected = "a size such as 65536, 64KiB or 1MiB, from " + min + " to " + max + " bytes";
        return read(setting, defaultValue, expected, text -> {
            var matcher = SIZE.matcher(text);
            if (!matcher.matches() || matcher.group(1).length() > 18) {
                return null;
            }
            String unit = matcher.group(2);
            int shift = unit == null ? 0 : List.of("B", "KiB", "MiB", "GiB").indexOf(unit) * 10;
            long number = Long.parseLong(matcher.group(1));
            long size = number << shift;
            boolean overflown = size >> shift != number;
            return !overflown && size >= min && size <= max ? size : null;
        });
    }

    /**
     * Reports a fault in the target of a setting, such as the documents of a directory.
     *
     * @param fault where it is, what was expected and what was found
     */
    public void fault(String fault) {
        faults.add(fault);
    }

    private <T> T read(Setting setting, T defaultValue, String expected, Function<String, @Nullable T> parser) {
        String canonical = canonical(setting.name().substring("sluice.".length()));
        known.add(canonical);
        asked.put(setting.name(), setting);
        String text = given.get(canonical);
        if (text == null) {
            return defaultValue;
        }
        T value = parser.apply(text);
        if (value == null) {
            faults.add(setting.name() + ": expected " + expected + ", found \"" + text + "\"");
            return defaultValue;
        }
        return value;
    }

    /** In the largest unit that gives a whole number. */
    private static String inWords(Duration duration) {
        long ms = duration.toMillis();
        if (ms % 1_000 != 0) {
            return ms + "ms";
        }
        long seconds = ms / 1_000;
        if (seconds == 0) {
            return "0s";
        }
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    private static String sizeInWords(long bytes) {
        if (bytes == 0) {
            return "0";
        }
        if (bytes % (1 << 30) == 0) {
            return (bytes >> 30) + "GiB";
        }
        if (bytes % (1 << 20) == 0) {
            return (bytes >> 20) + "MiB";
        }
        return bytes % (1 << 10) == 0 ? (bytes >> 10) + "KiB" : Long.toString(bytes);
    }

    private static String canonical(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
