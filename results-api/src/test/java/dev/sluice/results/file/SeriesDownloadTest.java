package dev.sluice.results.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.results.FakeFileQueries;
import dev.sluice.results.FileSummaries;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.SeriesPage;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeriesDownloadTest {
    private final FakeFileQueries files = new FakeFileQueries();
    private final StringWriter out = new StringWriter();
    private SeriesDownload download;

    @BeforeEach
    void begin() {
        files.add(
                FileSummaries.partial("f"),
                IntStream.rangeClosed(0, 2 * SeriesDownload.PAGE)
                        .mapToObj("s%06d"::formatted)
                        .toList());
        if (files.series("f", null, SeriesDownload.PAGE) instanceof Answer.Found<SeriesPage> first) {
            download = new SeriesDownload(
                    files, first.value(), Long.MAX_VALUE, SeriesTable.of(Datasets.shipped(), "sensor-readings"), false);
        }
    }

    @Test
    void shouldWriteAllPages() throws IOException {
        download.writeTo(out, () -> true);

        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(2 * SeriesDownload.PAGE + 2).doesNotHaveDuplicates();
        assertThat(lines.get(lines.size() - 1)).startsWith("s020000,");
    }

    @Test
    void shouldStopWhereNoMoreIsWanted() throws IOException {
        download.writeTo(out, () -> false);

        assertThat(out.toString().lines()).hasSize(SeriesDownload.PAGE + 1);
    }

    @Test
    void shouldThrowWhenTheRestIsUnavailable() {
        files.goDown();

        assertThatThrownBy(() -> download.writeTo(out, () -> true))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("f breaks off after s009999", "the store is restoring");
    }

    @Test
    void shouldThrowWhenTheFileIsDeletedMeanwhile() {
        files.clear();

        assertThatThrownBy(() -> download.writeTo(out, () -> true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("f breaks off after s009999");
    }

    @Test
    void shouldWrapAnUnexpectedExceptionInAnIoException() {
        IllegalStateException bug = new IllegalStateException("a bug");
        files.fail(() -> bug);

        assertThatThrownBy(() -> download.writeTo(out, () -> true))
                .isInstanceOf(IOException.class)
                .hasCause(bug);
    }
}
