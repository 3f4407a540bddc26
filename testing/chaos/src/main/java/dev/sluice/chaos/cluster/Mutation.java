package dev.sluice.chaos.cluster;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A deliberate fault in a service: another main class replaces the service's. The mutants are in this module's tests,
 * which are part of no jar.
 *
 * @param name empty for none
 * @param mainClasses replacements for the main classes of roles
 */
public record Mutation(String name, Map<Role, String> mainClasses) {
    public static final Mutation NONE = new Mutation("", Map.of());

    private static final String LIST = "chaos-mutants.properties";

    public Mutation {
        mainClasses = Map.copyOf(mainClasses);
    }

    /**
     * Finds a mutant by its name in the list: {@code name=role main-class}.
     *
     * @param classes the directory with the list, or null if there is none
     * @throws IllegalArgumentException with the known names, if the name is unknown
     */
    public static Mutation named(String name, @Nullable Path classes) {
        Properties mutants = new Properties();
        if (classes != null && Files.exists(classes.resolve(LIST))) {
            try (Reader text = Files.newBufferedReader(classes.resolve(LIST))) {
                mutants.load(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        String found = mutants.getProperty(name);
        if (found == null) {
            throw new IllegalArgumentException("there is no mutant " + name + " among "
                    + mutants.stringPropertyNames().stream().sorted().toList());
        }
        String[] roleAndMain = found.split(" ", 2);
        return new Mutation(name, Map.of(Role.valueOf(roleAndMain[0].toUpperCase(Locale.ROOT)), roleAndMain[1]));
    }
}
