package dev.sluice.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Adds a text to the values of an option even if it is {@code --}, which picocli would refuse as the end of options. */
final class AnyText implements IParameterPreprocessor {
    @Override
    @SuppressWarnings("JdkObsolete") // The stack is picocli's.
    public boolean preprocess(Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> info) {
        if (words.isEmpty()) {
            return false;
        }
        List<String> before = option.getValue();
        List<String> values = new ArrayList<>(before);
        values.add(words.pop());
        option.setValue(values);
        return true;
    }
}
