package dev.sluice.tabular.dataset.document;

import dev.sluice.tabular.text.FoundText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A value of a document, or a place where one may be, with the collector of its faults. Reading an unexpected value
 * adds a fault and returns null or a default, so that further faults can be found.
 */
record DocumentNode(JsonNode value, String pointer, DocumentFaults faults) {

    boolean isThere() {
        return !value.isMissingNode();
    }

    /** The value of a property; absent if this isn't an object. */
    DocumentNode get(String property) {
        JsonNode found = value.isObject() ? value.path(property) : MissingNode.getInstance();
        String escaped = property.replace("~", "~0").replace("/", "~1");
        return new DocumentNode(found, pointer + "/" + escaped, faults);
    }

    void fault(String message) {
        faults.add(pointer, message);
    }

    void expected(String what) {
        fault("expected " + what + ", found " + found());
    }

    /** Returns whether this is an object; if not, adds a fault. */
    boolean isObject() {
        if (!value.isObject()) {
            expected("an object");
        }
        return value.isObject();
    }

    /**
     * Adds a fault for each unknown property.
     *
     * @param supported the properties that are read
     * @param unsupported the properties of the standard that Sluice doesn't support
     */
    void knows(Set<String> supported, Set<String> unsupported) {
        for (String property : value.propertyNames()) {
            if (unsupported.contains(property)) {
                get(property).fault(property + " is not supported");
            } else if (!supported.contains(property)) {
                get(property)
                        .fault("unknown property; known here are "
                                + supported.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
    }

    /** The names of an object's properties. */
    List<String> properties() {
        return List.copyOf(value.propertyNames());
    }

    /** The elements of an array, or none if it is absent. */
    List<DocumentNode> items(String expected) {
        List<DocumentNode> items = new ArrayList<>();
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                items.add(new DocumentNode(value.get(i), pointer + "/" + i, faults));
            }
        } else if (isThere()) {
            expected(expected);
        }
        return items;
    }

    /** A string, possibly empty. */
    @Nullable
    String string() {
        if (value.isString() && !FoundText.hasHalfPair(value.stringValue())) {
            return value.stringValue();
        }
        expected("a string");
        return null;
    }

    /** A string, or the default if it is absent or no string. */
    String string(String defaultValue) {
        String string = isThere() ? string() : defaultValue;
        return string == null ? defaultValue : string;
    }

    /** A string that isn't blank, or the default if it is absent or no such string. */
    String nonBlank(String defaultValue) {
        String string = string(defaultValue);
        if (isThere() && value.isString() && string.isBlank()) {
            expected("a string that isn't blank");
        }
        return string;
    }

    /** Strings, or the default if absent. */
    List<String> strings(List<String> defaultValue) {
        if (!isThere()) {
            return defaultValue;
        }
        List<String> strings = new ArrayList<>();
        for (DocumentNode item : items("an array of strings")) {
            String string = item.string();
            if (string != null) {
                strings.add(string);
            }
        }
        return strings;
    }

    boolean bool(boolean defaultValue) {
        if (isThere() && !value.isBoolean()) {
            expected("true or false");
        }
        return value.isBoolean() ? value.booleanValue() : defaultValue;
    }

    /** A constant of an enum, in lower case. */
    <E extends Enum<E>> @Nullable E choice(Set<E> constants) {
        if (value.isString()) {
            for (E constant : constants) {
                if (inLowerCase(constant).equals(value.stringValue())) {
                    return constant;
                }
            }
        }
        expected(oneOf(constants.stream().map(DocumentNode::inLowerCase)));
        return null;
    }

    /** A constant of an enum, or the default if it is absent or unknown. */
    <E extends Enum<E>> E choice(Set<E> constants, E defaultValue) {
        E constant = isThere() ? choice(constants) : defaultValue;
        return constant == null ? defaultValue : constant;
    }

    static String oneOf(Stream<String> words) {
        return words.collect(Collectors.joining(", ", "one of ", ""));
    }

    private static String inLowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private String found() {
        if (value.isMissingNode()) {
            return "none";
        }
        if (value.isString()) {
            return FoundText.quoted(value.stringValue());
        }
        if (value.isObject()) {
            return "an object";
        }
        return value.isArray() ? "an array" : value.toString();
    }
}
