package dev.sluice.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code value=temp_c}. What is behind the first {@code =} stays as it is. */
final class FieldTextArgument implements ITypeConverter<FieldText> {
    @Override
    public FieldText convert(String argument) {
        int equals = argument.indexOf('=');
        if (equals < 1) {
            throw new TypeConversionException(
                    "expected a field, = and a text, such as value=temp_c, found " + argument);
        }
        return new FieldText(argument.substring(0, equals), argument.substring(equals + 1));
    }
}
