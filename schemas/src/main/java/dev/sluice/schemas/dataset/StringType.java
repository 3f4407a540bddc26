package dev.sluice.schemas.dataset;

import org.jspecify.annotations.Nullable;

/** Unicode text, as it stands but for blanks: see {@link Blanks}. */
final class StringType extends FieldType implements FieldType.Sized {
    private final TextFormat format;

    StringType(TextFormat format) {
        this.format = format;
    }

    @Override
    String name() {
        return "string";
    }

    @Override
    String expected() {
        return format.expected();
    }

    /** Any character may stand in it, control characters too: JSON and CSV can carry them, and they harm no key. */
    @Override
    @Nullable
    Object parse(String cell) {
        String text = Blanks.visible(cell);
        return !Found.hasHalfPair(text) && format.matches(text) ? text : null;
    }

    @Override
    CommonCells commonCells(int textBytes) {
        return format == TextFormat.DEFAULT ? new AsciiCells(textBytes) : CommonCells.NONE;
    }

    @Override
    String text(Object value) {
        return (String) value;
    }

    @Override
    String mismatch(String cell) {
        return Found.hasHalfPair(cell) ? "expected Unicode text, found half a surrogate pair" : super.mismatch(cell);
    }

    @Override
    public boolean isLongerThan(Object value, int length) {
        // There are never more characters than UTF-16 units, which needn't be counted.
        return ((String) value).length() > length && length(value) > length;
    }

    @Override
    public int length(Object value) {
        String text = (String) value;
        return text.codePointCount(0, text.length());
    }

    @Override
    public String unit() {
        return "characters";
    }
}
