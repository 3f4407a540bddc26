package dev.sluice.cli.suggestion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A command that processes a file.
 *
 * @param flags its options that are not the upload's, such as {@code --url}
 * @param parameters of the upload, by their names in {@code POST /upload}
 * @param file the file as it was written on the command line
 */
public record ProcessLine(List<String> flags, Map<String, String> parameters, String file) {
    private static final String STDIN = "-";

    public ProcessLine {
        flags = List.copyOf(flags);
    }

    /** The same with other parameters, which replace those of the same names. */
    ProcessLine with(Map<String, String> others) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.putAll(others);
        return new ProcessLine(flags, all, file);
    }

    /** The command, to copy into a shell. */
    String text() {
        List<String> words = new ArrayList<>(List.of("./sluice", "process"));
        words.addAll(flags);
        words.addAll(options(parameters));
        // Otherwise the file would be taken for an option.
        words.add(file.startsWith("-") && !file.equals(STDIN) ? "./" + file : file);
        return ShellWords.command(words);
    }

    /** Parameters of an upload as options of this command. */
    static List<String> options(Map<String, String> parameters) {
        List<String> words = new ArrayList<>();
        parameters.forEach((name, value) -> {
            if (name.startsWith("map.") || name.startsWith("set.")) {
                words.add("--" + name.substring(0, 3));
                words.add(name.substring(4) + "=" + value);
            } else {
                addOption(words, "--" + name.replace('_', '-'), value);
            }
        });
        return words;
    }

    /** A value that looks like an option, or like the name of a file of options, must be a part of the option's word. */
    private static void addOption(List<String> words, String option, String value) {
        if (value.startsWith("-") || value.startsWith("@")) {
            words.add(option + "=" + value);
        } else {
            words.add(option);
            words.add(value);
        }
    }
}
