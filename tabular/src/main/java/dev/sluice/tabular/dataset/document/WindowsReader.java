package dev.sluice.tabular.dataset.document;

import dev.sluice.tabular.dataset.Dataset.OverFiles;
import dev.sluice.tabular.dataset.Windows;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the property {@code windows}: a length such as {@code 1h}. */
final class WindowsReader {
    private static final Pattern LENGTH = Pattern.compile("([1-9][0-9]{0,8})([smhd])");

    private WindowsReader() {}

    /** The windows, or null if there are none or the property has a fault. */
    static @Nullable Windows read(DocumentNode node, boolean hasTime, OverFiles overFiles) {
        if (!node.isThere()) {
            return null;
        }
        if (!hasTime) {
            node.fault("expected windows only together with a time, found none");
        }
        if (overFiles == OverFiles.LATEST) {
            node.fault("expected windows only where all rows count, found overFiles: latest");
        }
        Windows windows = node.value().isString() ? parse(node.value().stringValue()) : null;
        if (windows == null) {
            node.expected("a length such as 30s, 15m, 1h or 1d, from 1s to 3650d");
        }
        return windows;
    }

    private static @Nullable Windows parse(String text) {
        Matcher length = LENGTH.matcher(text);
        if (!length.matches()) {
            return null;
        }
        long seconds = Long.parseLong(length.group(1)) * secondsOf(length.group(2));
        return seconds > Windows.MAX_SECONDS ? null : new Windows(seconds);
    }

    private static long secondsOf(String unit) {
        return switch (unit) {
            case "s" -> 1;
            case "m" -> 60;
            case "h" -> 3_600;
            default -> 86_400;
        };
    }
}
