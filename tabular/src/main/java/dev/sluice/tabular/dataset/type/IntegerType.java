package dev.sluice.tabular.dataset.type;

import dev.sluice.tabular.fast.CellFastPath;
import dev.sluice.tabular.fast.DigitCells;
import dev.sluice.tabular.fast.JsonBuffer;
import org.jspecify.annotations.Nullable;

/** Whole numbers of 64 bits. */
public final class IntegerType extends FieldType implements FieldType.Ordered {
    private final Notation notation;

    public IntegerType(Notation notation) {
        this.notation = notation;
    }

    @Override
    public String name() {
        return "integer";
    }

    @Override
    public String expected() {
        return "a whole number of at most 64 bits" + notation.inWords(false);
    }

    @Override
    @Nullable
    public Object parse(String cell) {
        String plain = notation.plain(cell);
        return plain == null ? null : wholeNumber(plain);
    }

    @Override
    public CellFastPath commonCells(int textBytes) {
        return notation.equals(Notation.PLAIN) ? DigitCells::integer : CellFastPath.NONE;
    }

    @Override
    public String text(Object value) {
        return value.toString();
    }

    @Override
    public void write(JsonBuffer json, Object value) {
        json.number((long) (Long) value);
    }

    @Override
    public FieldType canonical() {
        return new IntegerType(Notation.PLAIN);
    }

    @Override
    public FieldType in(CellFormat format) {
        return new IntegerType(format.of(notation));
    }

    @Override
    public int compare(Object left, Object right) {
        return ((Long) left).compareTo((Long) right);
    }

    /** An optional sign and ASCII digits, or null: {@link Long#parseLong} accepts digits of other scripts too. */
    static @Nullable Long wholeNumber(String text) {
        int sign = text.startsWith("+") || text.startsWith("-") ? 1 : 0;
        // An exception for each cell without a digit would be most of the work.
        if (text.length() == sign) {
            return null;
        }
        for (int i = sign; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return null;
            }
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
