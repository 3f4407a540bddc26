package dev.sluice.tabular.dataset.type;

import com.google.re2j.Pattern;
import dev.sluice.tabular.text.FoundText;
import java.util.Set;
import java.util.stream.Collectors;

/** A rule for the values of a field, beyond their type. */
public sealed interface Constraint {
    boolean keeps(Object value);

    /** What was expected, and what was found, of a value that breaks the rule. */
    String message(Object value);

    /** A least value. */
    record Minimum(FieldType.Ordered order, FieldType type, Object least) implements Constraint {
        @Override
        public boolean keeps(Object value) {
            return order.compare(value, least) >= 0;
        }

        @Override
        public String message(Object value) {
            return "expected at least " + type.text(least) + ", found " + type.text(value);
        }
    }

    /** A greatest value. */
    record Maximum(FieldType.Ordered order, FieldType type, Object most) implements Constraint {
        @Override
        public boolean keeps(Object value) {
            return order.compare(value, most) <= 0;
        }

        @Override
        public String message(Object value) {
            return "expected at most " + type.text(most) + ", found " + type.text(value);
        }
    }

    /** A least length. */
    record MinLength(FieldType.Sized size, int least) implements Constraint {
        @Override
        public boolean keeps(Object value) {
            return size.length(value) >= least;
        }

        @Override
        public String message(Object value) {
            return "expected at least " + least + " " + size.unit() + ", found " + size.length(value);
        }
    }

    /** A greatest length. */
    record MaxLength(FieldType.Sized size, int most) implements Constraint {
        @Override
        public boolean keeps(Object value) {
            return !size.isLongerThan(value, most);
        }

        @Override
        public String message(Object value) {
            return "expected at most " + most + " " + size.unit() + ", found " + size.length(value);
        }
    }

    /** A regular expression that all of a text matches. */
    record Matches(Pattern pattern) implements Constraint {
        /** In characters; a field with a pattern has no longer values. Bounds what matching costs a row. */
        public static final int MAX_LENGTH = 256;

        /** Longer texts break the rule for their length already, and are left alone here. */
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

    /** What statistics, which are doubles, keep exactly: whole numbers of 53 bits. */
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
     * A choice.
     *
     * @param texts the values' canonical texts, which are equal where the values are; in the document's order
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
