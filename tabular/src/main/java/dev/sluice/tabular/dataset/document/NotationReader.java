package dev.sluice.tabular.dataset.document;

import dev.sluice.tabular.dataset.type.Notation;
import org.jspecify.annotations.Nullable;

/** Reads the number notation of a field. */
final class NotationReader {
    private final DocumentNode field;

    NotationReader(DocumentNode field) {
        this.field = field;
    }

    Notation ofNumbers() {
        DocumentNode decimalNode = field.get("decimalChar");
        Character decimalChar = decimalNode.isThere() ? character(decimalNode) : Character.valueOf('.');
        Character groupChar = groupChar();
        if (decimalChar == null) {
            return Notation.PLAIN;
        }
        if (decimalChar.equals(groupChar)) {
            field.get("groupChar").expected("a character other than decimalChar");
        }
        return new Notation(decimalChar, groupChar);
    }

    Notation ofIntegers() {
        return new Notation('.', groupChar());
    }

    private @Nullable Character groupChar() {
        DocumentNode bare = field.get("bareNumber");
        if (!bare.bool(true)) {
            bare.fault("bareNumber: false is not supported");
        }
        DocumentNode node = field.get("groupChar");
        return node.isThere() ? character(node) : null;
    }

    private static @Nullable Character character(DocumentNode node) {
        String text = node.string("");
        if (text.length() == 1 && text.matches("[^0-9eE+-]")) {
            return text.charAt(0);
        }
        node.expected("one character that is no digit, sign or e");
        return null;
    }
}
