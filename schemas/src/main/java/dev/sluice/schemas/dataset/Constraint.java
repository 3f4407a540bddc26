package dev.sluice.schemas.dataset;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A rule for the values of a field, beyond their type. */
sealed interface Constraint {
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
        /**
         * In characters; a field with a pattern has no longer values. Java's matching goes deeper into its stack with each
         * character that a pattern such as {@code (a|b)*} takes, and whoever uploads a file must not exhaust it.
         */
        static final int MAX_LENGTH = 256;

        /** Longer texts break the rule for their length already, and are left alone here. */
        @Override
        public boolean keeps(Object value) {
            String text = (String) value;
            return text.codePointCount(0, text.length()) > MAX_LENGTH
                    || pattern.matcher(text).matches();
        }

        @Override
        public String message(Object value) {
            return "expected text that matches " + pattern + ", found " + Found.quoted((String) value);
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
            return "expected one of " + shown + more + ", found " + Found.quoted(type.text(value));
        }
    }
}
