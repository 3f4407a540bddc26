package dev.sluice.tabular.dataset.type;

import dev.sluice.tabular.fast.CellFastPath;
import dev.sluice.tabular.fast.DigitCells;
import dev.sluice.tabular.fast.JsonBuffer;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.NumberOutput;

/**
 * Decimal numbers, as finite doubles. The special values of Table Schema are rejected, as statistics can't include
 * them.
 */
public final class NumberType extends FieldType implements FieldType.Ordered {
    private final Notation notation;

    public NumberType(Notation notation) {
        this.notation = notation;
    }

    @Override
    public String name() {
        return "number";
    }

    @Override
    public String expected() {
        return "a finite decimal number" + notation.inWords(true);
    }

    @Override
    @Nullable
    public Object parse(String cell) {
        String plain = notation.plain(cell);
        if (plain == null) {
            return null;
        }
        double value = Decimals.parseOrNaN(plain);
        return Double.isNaN(value) ? null : value;
    }

    @Override
    public String mismatch(String cell) {
        return super.mismatch(cell) + Notation.hint(cell);
    }

    @Override
    public CellFastPath commonCells(int textBytes) {
        return notation.equals(Notation.PLAIN) ? DigitCells::number : CellFastPath.NONE;
    }

    @Override
    public String text(Object value) {
        return plain((Double) value);
    }

    @Override
    public String cell(Object value) {
        return text(value).replace('.', notation.decimalChar());
    }

    @Override
    public void write(JsonBuffer json, Object value) {
        json.number((double) (Double) value);
    }

    @Override
    public FieldType canonical() {
        return new NumberType(Notation.PLAIN);
    }

    @Override
    public FieldType in(CellFormat format) {
        return new NumberType(format.of(notation));
    }

    /** Positive and negative zero are equal. */
    @Override
    public int compare(Object left, Object right) {
        return Double.compare((Double) left + 0.0, (Double) right + 0.0);
    }

    /** The shortest digits that parse to this double, without an exponent. */
    static String plain(double value) {
        String shortest = NumberOutput.toString(value + 0.0, true);
        BigDecimal decimal = new BigDecimal(shortest).stripTrailingZeros();
        return decimal.toPlainString();
    }
}
