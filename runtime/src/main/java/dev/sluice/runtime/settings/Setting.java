package dev.sluice.runtime.settings;

import java.util.Locale;

/**
 * A setting as an operator knows it; a row of the reference of the configuration.
 *
 * @param name {@code sluice.gateway.max-uploads}
 * @param defaultValue as an operator would write it; empty where there is none
 * @param range the values it may have, in words
 */
public record Setting(String name, String defaultValue, String range) {
    /** The environment variable of that name. */
    public String environment() {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
