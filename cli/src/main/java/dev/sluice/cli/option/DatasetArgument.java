package dev.sluice.cli.option;

import dev.sluice.cli.generator.GeneratedDataset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A dataset on the command line for which files can be generated. */
final class DatasetArgument implements ITypeConverter<GeneratedDataset> {
    @Override
    public GeneratedDataset convert(String text) {
        return GeneratedDataset.find(text)
                .orElseThrow(() -> new TypeConversionException(
                        "expected one of " + String.join(", ", GeneratedDataset.names()) + ", found " + text));
    }
}
