package dev.sluice.cli.load;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A limit for the time from the start of a file's upload to its end.
 *
 * @param percentile of all files, 100 for the slowest
 */
record LoadThreshold(double percentile, Duration max) {
    private static final Pattern FORM =
            Pattern.compile("(?:p(\\d{1,2}(?:\\.\\d+)?)|(max))\\s*<\\s*(\\d+(?:\\.\\d+)?)(ms|s)");

    @Override
    public String toString() {
        String what = percentile == 100
                ? "max"
                : "p" + String.format(Locale.ROOT, "%s", percentile).replaceFirst("\\.0$", "");
        return what + "<" + max.toMillis() + "ms";
    }

    /** On the command line: {@code p99<2s}, {@code max<500ms}. */
    static final class Argument implements ITypeConverter<LoadThreshold> {
        @Override
        public LoadThreshold convert(String text) {
            Matcher parts = FORM.matcher(text.strip());
            if (!parts.matches()) {
                throw new TypeConversionException("expected a threshold such as p99<2s or max<500ms, found " + text);
            }
            double percentile = parts.group(2) == null ? Double.parseDouble(parts.group(1)) : 100;
            double millis = Double.parseDouble(parts.group(3)) * (parts.group(4).equals("s") ? 1_000 : 1);
            return new LoadThreshold(percentile, Duration.ofNanos(Math.round(millis * 1e6)));
        }
    }
}
