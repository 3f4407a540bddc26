package dev.sluice.cli.option;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A size on the command line, such as {@code 65536, 200kB, 1.5GB, 1GiB}, in bytes. */
public final class SizeArgument implements ITypeConverter<Long> {
    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(?:([KMGT])(I?))?B?");
    private static final List<String> UNITS = List.of("K", "M", "G", "T");

    @Override
    public Long convert(String text) {
        Matcher parts = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!parts.matches()) {
            throw new TypeConversionException("expected a size such as 200kB, 1GB or 1GiB, found " + text);
        }
        int thousands = parts.group(2) == null ? 0 : UNITS.indexOf(parts.group(2)) + 1;
        int step = "I".equals(parts.group(3)) ? 1024 : 1000;
        return new BigDecimal(parts.group(1))
                .multiply(BigDecimal.valueOf(step).pow(thousands))
                .longValue();
    }
}
