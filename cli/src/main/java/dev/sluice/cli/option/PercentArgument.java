package dev.sluice.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A percentage on the command line, {@code 2} or {@code 2%}, as a share of one. */
final class PercentArgument implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
        try {
            double percent = Double.parseDouble(text.strip().replaceFirst("%$", ""));
            if (percent >= 0 && percent <= 100) {
                return percent / 100;
            }
        } catch (NumberFormatException e) {
            throw new TypeConversionException("expected a number such as 2 or 2%, found " + text);
        }
        throw new TypeConversionException("expected 0 to 100 of a hundred, found " + text);
    }
}
