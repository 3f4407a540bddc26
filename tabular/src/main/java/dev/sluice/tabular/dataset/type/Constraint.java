package dev.sluice.tabular.dataset.type;

import com.google.re2j.Pattern;
import dev.sluice.tabular.text.FoundText;
import java.util.Set;
import java.util.stream.Collectors;

/** A constraint on the values of a field, in addition to their type. */
public sealed interface Constraint {
    boolean keeps(Object value);

    /** What was expected and what was found, for a value that violates the constraint. */
    String message(Object value);

    /** A minimum value. */
    record Minimum(FieldType.Ordered order, FieldType type, Object min) implements Constraint {
        @Override
        public boolean keeps(Object value) {
            return order.compare(value, min) >= 0;
        }

        @Override
        public String message(Object value) {
            return "expected at least " + type.text(min) + ", found " + type.text(value);
        }
    }

    /** A maximum value. */
    record Maximum(FieldType.Ordered order, FieldType type, Object max) implements Constraint {
        @Override
        public boolean keeps(Object value) {
            return order.compare(value, max) <= 0;
        }

        @Override
        public String message(Object value) {
            return "expected at most " + type.text(max) + ", found " + type.text(value);
        }
    }

    /** A minimum length. */
    record MinLength(FieldType.Sized size, int min) implements Constraint {
        @Override
        public boolean keeps(Object value) {
            return size.length(value) >= min;
        }

        @Override
        public String message(Object value) {
            return "expected at least " + min + " " + size.unit() + ", found " + size.length(value);
        }
    }

    /** A maximum length. */
    record MaxLength(FieldType.Sized size, int max) implements Constraint {
        @Override
        public boolean keeps(Object value) {
            return !size.isLongerThan(value, max);
        }

        @Override
        public String message(Object value) {
            return "expected at most " + max + " " + size.unit() + ", found " + size.length(value);
        }
    }

    /** A regular expression that must match the whole text. */
    record Matches(Pattern pattern) implements Constraint {
        /** In characters; a field with a pattern has no longer values. Bounds the cost of matching. */
        public static final int MAX_LENGTH = 256;

        /** A longer text violates the maximum length already, and isn't matched. */
        @Override
        public boolean keeps(Object value) {
            String text = (String) value;
            return text.codePointCount(0, text.length()) > MAX_LENGTH
                    || pattern.matcher(text).matches();
        }

        @Override
        public String message(Object value) {
            return "expected text that matches " + pattern + ", found " + FoundText.quoted((String) value);
        }
    }

    /** Whole numbers that statistics, which are doubles, represent exactly: at most 53 bits. */
    record ExactInDouble() implements Constraint {
        static final long MAX = (1L << 53) - 1;

        @Override
        public boolean keeps(Object value) {
            return isExact((Long) value);
        }

        @Override
        public String message(Object value) {
            return "expected a whole number from -" + MAX + " to " + MAX
                    + ", as larger ones are not exact in statistics, found " + value
                    + "; a field of the type number takes it, rounded to 53 bits";
        }

        static boolean isExact(long value) {
            return value >= -MAX && value <= MAX;
        }
    }

    /**
     * An enumeration.
     *
     * @param texts the values' canonical texts, which are equal if the values are; in the document's order
     */
    record OneOf(FieldType type, Set<String> texts) implements Constraint {
        private static final int MAX_SHOWN = 10;

        @Override
        public boolean keeps(Object value) {
            return texts.contains(type.text(value));
        }

        @Override
        public String message(Object value) {
            String shown = texts.stream().limit(MAX_SHOWN).collect(Collectors.joining(", "));
            String more = texts.size() > MAX_SHOWN ? ", …" : "";
            return "expected one of " + shown + more + ", found " + FoundText.quoted(type.text(value));
        }
    }
}
