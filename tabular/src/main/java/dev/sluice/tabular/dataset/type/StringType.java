package dev.sluice.tabular.dataset.type;

import dev.sluice.tabular.fast.AsciiCells;
import dev.sluice.tabular.fast.CellFastPath;
import dev.sluice.tabular.text.Blanks;
import dev.sluice.tabular.text.FoundText;
import org.jspecify.annotations.Nullable;

/** Unicode text, with blanks normalized: see {@link Blanks}. */
public final class StringType extends FieldType implements FieldType.Sized {
    private final TextFormat format;

    public StringType(TextFormat format) {
        this.format = format;
    }

    @Override
    public String name() {
        return "string";
    }

    @Override
    public String expected() {
        return format.expected();
    }

    /**
     * Any character is allowed, control characters too: JSON and CSV can represent them, and they do no harm in keys.
     */
    @Override
    @Nullable
    public Object parse(String cell) {
        String text = Blanks.visible(cell);
        return !FoundText.hasHalfPair(text) && format.matches(text) ? text : null;
    }

    @Override
    public CellFastPath commonCells(int textBytes) {
        return format == TextFormat.DEFAULT ? new AsciiCells(textBytes) : CellFastPath.NONE;
    }

    @Override
    public String text(Object value) {
        return (String) value;
    }

    @Override
    public String mismatch(String cell) {
        return FoundText.hasHalfPair(cell)
                ? "expected Unicode text, found half a surrogate pair"
                : super.mismatch(cell);
    }

    @Override
    public boolean isLongerThan(Object value, int length) {
        // The number of characters is at most that of UTF-16 units, which costs nothing to get.
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
