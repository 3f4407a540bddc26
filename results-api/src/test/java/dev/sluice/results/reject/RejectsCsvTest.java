package dev.sluice.results.reject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.tabular.row.RowError;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class RejectsCsvTest {
    private static final RejectLayout AB = CsvRejectLayout.of("a,b", "delimiter=%2C");
    private static final RowError TYPE = new RowError("type-error", "a", "expected 1, found \"x\"", "x");
    private static final RowError EXTRA = new RowError("extra-cell", null, "expected 2, found 3", null);

    @Test
    void shouldWriteTheCellsTheLineAndAllErrors() throws IOException {
        assertThat(written(AB, Rejects.row(7, "x,\"y, z\"", TYPE, EXTRA))).isEqualTo("""
                        a,b,_line,_code,_message
                        x,"y, z",7,type-error;extra-cell,"a: expected 1, found ""x""; expected 2, found 3"
                        """);
    }

    @Test
    void shouldMarkATruncatedRow() throws IOException {
        assertThat(written(AB, Rejects.cut(7, "x,\"y", EXTRA))).isEqualTo("""
                        a,b,_line,_code,_message,_extra
                        x,y,7,extra-cell,"expected 2, found 3; the row is longer than what is kept of it: its end is missing \
                        here",the row is longer than what is kept of it: its end is missing here
                        """);
    }

    @Test
    void shouldEscapeFormulasInEveryCell() throws IOException {
        RejectLayout layout = CsvRejectLayout.of("=a,b", "delimiter=%2C");
        RowError error = new RowError("type-error", "=a", "@x", null);

        assertThat(written(layout, Rejects.row(7, "=1+1,-5,+x", error))).isEqualTo("""
                        '=a,b,_line,_code,_message,_extra
                        '=1+1,-5,7,type-error,'=a: @x,'+x
                        """);
    }

    private static String written(RejectLayout layout, InvalidRow... rows) throws IOException {
        StringWriter out = new StringWriter();
        boolean extra = List.of(rows).stream().anyMatch(row -> RejectsCsv.extra(row, layout) != null);
        RejectsCsv csv = new RejectsCsv(out, layout, extra, false);
        csv.write(List.of(rows));
        return out.toString();
    }
}
