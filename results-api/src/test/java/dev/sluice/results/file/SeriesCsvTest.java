package dev.sluice.results.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.results.FakeFileQueries;
import dev.sluice.schemas.query.Percentiles;
import dev.sluice.schemas.query.SeriesFigures;
import dev.sluice.schemas.query.SeriesPage.Series;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SeriesCsvTest {
    private static final SeriesTable READINGS = SeriesTable.of(Datasets.shipped(), "sensor-readings");
    private static final String HEADER =
            "sensor_id,count,min,max,avg,sum,std_dev,first,last,p01,p05,p25,p50,p75,p95,p99,rank_error\n";
    private static final String FIGURES =
            ",2,-1.5,2.25,0.5,1.0,0.125,1970-01-01T00:00:00Z,1970-01-01T00:00:02Z,,,,,,,,\n";

    @Test
    void shouldWriteTheHeaderRowAlone() throws IOException {
        assertThat(written(List.of())).isEqualTo(HEADER);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void shouldQuoteWhereACellNeedsIt(String series, String cell) throws IOException {
        assertThat(written(List.of(new Series(series, FakeFileQueries.statistics(2)))))
                .isEqualTo(HEADER + cell + FIGURES);
    }

    static List<Object[]> cells() {
        return List.of(
                new Object[] {"plain", "plain"},
                new Object[] {"com,ma", "\"com,ma\""},
                new Object[] {"5\" pipe", "\"5\"\" pipe\""},
                new Object[] {"two\nlines", "\"two\nlines\""},
                new Object[] {"two\rlines", "\"two\rlines\""},
                new Object[] {"back\\slash", "back\\slash"},
                new Object[] {"温度 🌡", "温度 🌡"});
    }

    @Test
    void shouldLeaveTheCellOfAnOverflowingFigureEmpty() throws IOException {
        SeriesFigures s = new SeriesFigures(
                2,
                -1.7e308,
                1.7e308,
                null,
                null,
                null,
                Instant.EPOCH,
                Instant.parse("2026-11-20T10:00:00.000001Z"),
                null);

        assertThat(written(List.of(new Series("s", s))))
                .isEqualTo(
                        HEADER + "s,2,-1.7E308,1.7E308,,,,1970-01-01T00:00:00Z,2026-11-20T10:00:00.000001Z,,,,,,,,\n");
    }

    @Test
    void shouldWritePercentilesAndHowExactTheyAre() throws IOException {
        Percentiles exact = new Percentiles(1, 1, 2, 3, 4, 5, 5, true, null);
        Percentiles rough = new Percentiles(1, 1, 2, 3, 4, 5, 5, null, 0.0133);

        assertThat(written(List.of(new Series("a", figures(exact)), new Series("b", figures(rough)))))
                .isEqualTo(HEADER + "a,5,1.0,5.0,3.0,15.0,1.0,,,1.0,1.0,2.0,3.0,4.0,5.0,5.0,0\n"
                        + "b,5,1.0,5.0,3.0,15.0,1.0,,,1.0,1.0,2.0,3.0,4.0,5.0,5.0,0.0133\n");
    }

    private static SeriesFigures figures(Percentiles percentiles) {
        return new SeriesFigures(5, 1, 5, 3.0, 15.0, 1.0, null, null, percentiles);
    }

    @Test
    void shouldRethrowTheExceptionOfTheStream() {
        IOException gone = new IOException("the client is gone");
        Writer broken = new Writer() {
            @Override
            public void write(char[] chars, int from, int length) throws IOException {
                throw gone;
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };

        assertThatThrownBy(() -> new SeriesCsv(broken, READINGS, false).write(List.of()))
                .isSameAs(gone);
    }

    private static String written(List<Series> series) throws IOException {
        StringWriter out = new StringWriter();
        new SeriesCsv(out, READINGS, false).write(series);
        return out.toString();
    }
}
