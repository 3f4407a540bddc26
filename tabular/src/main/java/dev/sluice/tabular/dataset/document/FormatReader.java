package dev.sluice.tabular.dataset.document;

import dev.sluice.tabular.dataset.type.DateTimeFormat;
import dev.sluice.tabular.dataset.type.DateTimeType.DateTimeReader;
import dev.sluice.tabular.dataset.type.DateType;
import dev.sluice.tabular.dataset.type.Strptime;
import dev.sluice.tabular.dataset.type.Strptime.Parts;
import dev.sluice.tabular.dataset.type.TextFormat;
import dev.sluice.tabular.dataset.type.TimeType;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/** Reads the format of a field. */
final class FormatReader {
    private static final String DEFAULT = "default";
    private static final String ANY = "any";
    /** The prefix of patterns in version 0 of the standard, which version 2 removes. */
    private static final String OLD_PREFIX = "fmt:";

    private final DocumentNode node;
    private final String format;

    FormatReader(DocumentNode node) {
        String text = node.string(DEFAULT);
        format = text.startsWith(OLD_PREFIX) ? text.substring(OLD_PREFIX.length()) : text;
        this.node = new DocumentNode(StringNode.valueOf(format), node.pointer(), node.faults());
    }

    /** For types without formats. */
    void none() {
        if (!format.equals(DEFAULT)) {
            node.expected("none but " + DEFAULT);
        }
    }

    TextFormat ofText() {
        if (format.equals("binary")) {
            node.fault("the format binary is not supported");
            return TextFormat.DEFAULT;
        }
        return node.choice(EnumSet.allOf(TextFormat.class), TextFormat.DEFAULT);
    }

    DateTimeReader ofDateTime(boolean zoneRequired) {
        Strptime pattern = pattern(Parts.DATE_TIME);
        if (pattern == null) {
            return format.equals(ANY) ? DateTimeFormat.ANY : DateTimeFormat.DEFAULT;
        }
        if (zoneRequired && !pattern.hasZone()) {
            node.expected("a pattern with %z, as date-times must have a zone");
        }
        return pattern;
    }

    DateType ofDate() {
        return new DateType(pattern(Parts.DATE));
    }

    TimeType ofTime() {
        Strptime pattern = pattern(Parts.TIME);
        if (pattern != null) {
            return TimeType.of(pattern);
        }
        return format.equals(ANY) ? TimeType.any() : TimeType.standard();
    }

    /** Null for named formats and for faults. */
    private @Nullable Strptime pattern(Parts parts) {
        if (format.equals(DEFAULT) || format.equals(ANY)) {
            return null;
        }
        if (format.indexOf('%') < 0) {
            node.expected("default, any, or a pattern such as " + parts.example());
            return null;
        }
        try {
            return Strptime.of(format, parts);
        } catch (IllegalArgumentException e) {
            node.fault(String.valueOf(e.getMessage()));
            return null;
        }
    }
}
