package dev.sluice.systemtests.docs;

import dev.sluice.systemtests.support.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A block of shell commands in a page, fenced as {@code sh}.
 *
 * @param page relative to the repository
 * @param commands one each, with their continued lines; no comments and no blank lines
 */
public record ShellBlock(Path page, List<String> commands) {
    private static final String FENCE = "```";

    public ShellBlock {
        commands = List.copyOf(commands);
    }

    public static List<ShellBlock> in(Path page) {
        List<ShellBlock> blocks = new ArrayList<>();
        List<String> commands = new ArrayList<>();
        String continued = "";
        boolean inside = false;
        for (String line : Pages.lines(page)) {
            if (!inside) {
                inside = line.equals(FENCE + "sh");
            } else if (line.startsWith(FENCE)) {
                blocks.add(new ShellBlock(Repository.ROOT.relativize(page), commands));
                commands.clear();
                inside = false;
            } else if (line.endsWith("\\")) {
                continued += line + "\n";
            } else {
                if (!line.isBlank() && !line.startsWith("#")) {
                    commands.add(continued + line);
                }
                continued = "";
            }
        }
        return blocks;
    }

    /** The same with those commands alone. */
    ShellBlock only(Predicate<String> wanted) {
        return new ShellBlock(page, commands.stream().filter(wanted).toList());
    }

    boolean uses(String program) {
        return commands.stream().anyMatch(command -> command.matches("(?s)(.*\\W)?" + program + " .*"));
    }

    public String script() {
        return String.join("\n", commands) + "\n";
    }

    @Override
    public String toString() {
        return page + ": " + commands.get(0);
    }
}
