package dev.sluice.tabular.header;

import dev.sluice.tabular.dataset.type.CellFormat;
import dev.sluice.tabular.header.ReadOptions.Layout;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the values of the options other than those of fields. */
final class OptionReader {
    private final Map<String, String> texts;

    /** @param texts by the options' names */
    OptionReader(Map<String, String> texts) {
        this.texts = texts;
    }

    /** @throws IllegalArgumentException saying what was expected and what was found */
    ReadOptions read(Map<String, String> mapping, Map<String, String> constants) {
        // Their columns are looked for later; too many are an error of the options.
        mapping.values().forEach(ReadOptions::items);
        return new ReadOptions(
                delimiter(),
                header(),
                layout(),
                mapping,
                constants,
                list("ignore"),
                new SkippedLines(
                        number("skip", SkippedLines.MAX_BEFORE),
                        number("skip_after_header", SkippedLines.MAX_AFTER_HEADER),
                        comment()),
                new CellFormat(
                        character("decimal"),
                        character("group"),
                        list("time_format"),
                        zone(),
                        new LinkedHashSet<>(list("missing")),
                        new LinkedHashSet<>(list("unit"))));
    }

    private @Nullable Character delimiter() {
        String value = texts.get("delimiter");
        if (value == null) {
            return null;
        }
        if (value.equals("tab")) {
            return '\t';
        }
        boolean fits = value.length() == 1 && value.charAt(0) < 0x80 && "\"\r\n\0".indexOf(value.charAt(0)) < 0;
        if (!fits) {
            throw ReadOptions.unexpected(
                    "one of , ; | and tab, or any other single ASCII character but a quote, as delimiter", value);
        }
        return value.charAt(0);
    }

    private @Nullable Boolean header() {
        String value = texts.get("header");
        return value == null
                ? null
                : switch (value) {
                    case "present" -> true;
                    case "absent" -> false;
                    default -> throw ReadOptions.unexpected("header to be present or absent", value);
                };
    }

    private Layout layout() {
        return switch (texts.getOrDefault("layout", "long")) {
            case "long" -> Layout.LONG;
            case "wide" -> Layout.WIDE;
            default -> throw ReadOptions.unexpected("layout to be long or wide", texts.getOrDefault("layout", ""));
        };
    }

    private int number(String name, int max) {
        String text = texts.getOrDefault(name, "0");
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) > max) {
            throw ReadOptions.unexpected(name + " to be a whole number from 0 to " + max, text);
        }
        return Integer.parseInt(text);
    }

    private @Nullable Character comment() {
        String text = texts.get("comment");
        if (text == null) {
            return null;
        }
        if (!text.matches("[!-/:-@\\[-`{-~&&[^\"]]")) {
            throw ReadOptions.unexpected(
                    "one ASCII character that is no letter, digit, space or quote as comment", text);
        }
        return text.charAt(0);
    }

    private @Nullable Character character(String name) {
        String text = texts.get(name);
        return text == null ? null : CellFormat.numberCharacter(name, text);
    }

    private @Nullable ZoneId zone() {
        String text = texts.get("zone");
        return text == null ? null : ZoneNames.read(text);
    }

    private List<String> list(String name) {
        String text = texts.get(name);
        return text == null ? List.of() : ReadOptions.items(text);
    }
}
