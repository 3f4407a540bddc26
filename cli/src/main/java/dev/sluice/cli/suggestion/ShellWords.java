package dev.sluice.cli.suggestion;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes words for a shell: sh, or, where a word has control characters, bash or zsh. */
final class ShellWords {
    /** Without {@code =} in front, which zsh expands. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+=:,./-]*");

    private ShellWords() {}

    /** A command of these words. */
    static String command(List<String> words) {
        return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
    }

    /** The word, quoted where a shell would read anything else. A terminal can't be controlled by it either. */
    static String quoted(String word) {
        if (PLAIN.matcher(word).matches()) {
            return word;
        }
        return word.chars().anyMatch(Character::isISOControl)
                ? "$'" + escaped(word) + "'"
                : "'" + word.replace("'", "'\\''") + "'";
    }

    private static String escaped(String word) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            switch (c) {
                case '\'', '\\' -> out.append('\\').append(c);
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                default -> out.append(Character.isISOControl(c) ? String.format("\\u%04x", (int) c) : c);
            }
        }
        return out.toString();
    }
}
