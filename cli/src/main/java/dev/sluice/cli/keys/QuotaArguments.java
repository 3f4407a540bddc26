package dev.sluice.cli.keys;

import dev.sluice.access.key.Quota;
import dev.sluice.cli.option.SizeArgument;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Quotas on the command line. */
final class QuotaArguments {
    private static final int MAX_LENGTH = 24;

    private QuotaArguments() {}

    /** {@code 10GB/day}. */
    static final class BytesPerDay implements ITypeConverter<Long> {
        private static final String UNIT = "/day";

        @Override
        public Long convert(String text) {
            String lower = text.strip().toLowerCase(Locale.ROOT);
            if (lower.endsWith(UNIT) && lower.length() <= MAX_LENGTH) {
                String size = lower.substring(0, lower.length() - UNIT.length());
                // Of more digits the product with a unit could exceed a long.
                if (size.matches("\\d{1,6}(\\.\\d{1,3})?[a-z]{0,3}|\\d{1,15}b?")) {
                    long bytes = new SizeArgument().convert(size);
                    if (bytes >= 1 && bytes <= Quota.MAX_BYTES_PER_DAY) {
                        return bytes;
                    }
                }
            }
            throw new TypeConversionException(
                    "expected a size a day such as 10GB/day, of 1 B to 1000TB, found " + text);
        }
    }

    /** {@code 50/s}. */
    static final class RequestsPerSecond implements ITypeConverter<Integer> {
        private static final Pattern FORM = Pattern.compile("\\d{1,7}/s");

        @Override
        public Integer convert(String text) {
            if (!FORM.matcher(text.strip()).matches()) {
                throw new TypeConversionException("expected requests a second such as 50/s, found " + text);
            }
            return Integer.valueOf(text.strip().replace("/s", ""));
        }
    }
}
