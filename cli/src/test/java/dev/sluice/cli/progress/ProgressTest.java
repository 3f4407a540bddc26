package dev.sluice.cli.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.StubSluice;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, UTF_8);
    private final AtomicLong now = new AtomicLong();

    @Test
    void shouldDrawTheBytesSent() {
        new ProgressBar(out, now::get).uploading("a.csv", 512, 1024);
        assertThat(shown())
                .startsWith("\rupload [###############---------------]  50 %  512 B of 1.0 KiB  a.csv")
                .doesNotContain("\n");
    }

    @Test
    void shouldDrawTheBytesSentOfAStream() {
        new ProgressBar(out, now::get).uploading("stdin.csv", 2048, -1);
        assertThat(shown()).startsWith("\rupload 2.0 KiB  stdin.csv  ");
        bytes.reset();
        new PlainProgress(out).uploading("stdin.csv", 0, -1);
        assertThat(shown().lines()).containsExactly("uploading stdin.csv");
    }

    @Test
    void shouldSayWhereAnUploadGoesOn() {
        ProgressBar bar = new ProgressBar(out, now::get);
        bar.uploading("a.csv", 900, 2000);
        bar.interrupted("a.csv");
        assertThat(shown()).contains("\rupload connection lost, trying again  a.csv");
        bytes.reset();
        bar.resumed(820, 2000);
        assertThat(shown().stripLeading()).isEqualTo("connection lost, going on at 41 %\n");
        bytes.reset();

        PlainProgress lines = new PlainProgress(out);
        lines.uploading("a.csv", 900, 2000);
        lines.interrupted("a.csv");
        lines.resumed(820, 2000);
        assertThat(shown().lines()).containsExactly("uploading a.csv (2.0 KiB)", "connection lost, going on at 41 %");
    }

    @Test
    void shouldDrawTheRowsAggregated() {
        new ProgressBar(out, now::get).aggregating(StubSluice.summary("1", FileStatus.PROCESSING, "a.csv"));
        assertThat(shown()).startsWith("\rrows   [##############################] 100 %  4 rows  a.csv");
    }

    @Test
    void shouldNotEstimateProgressBeforeTheTotalIsKnown() {
        FileSummary known = StubSluice.summary("1", FileStatus.PROCESSING, "a.csv");
        FileSummary open = new FileSummary(
                "1",
                FileStatus.PROCESSING,
                true,
                null,
                known.source(),
                known.dataset(),
                "a.csv",
                null,
                known.uploadTime(),
                null,
                null,
                null,
                4,
                4,
                0,
                1,
                null,
                0,
                List.of(),
                new FileSummary.Progress(0, 1, false, 1, 4, 4));
        new ProgressBar(out, now::get).aggregating(open);
        assertThat(shown()).startsWith("\rrows   [------------------------------]   0 %  4 rows  a.csv");
    }

    @Test
    void shouldDrawAtMostTenTimesASecond() {
        ProgressBar bar = new ProgressBar(out, now::get);
        for (int i = 0; i <= 100; i++) {
            now.set(i * 2_000_000L);
            bar.uploading("a.csv", i, 100);
        }
        assertThat(shown().chars().filter(c -> c == '\r').count()).isEqualTo(3);
    }

    @Test
    void shouldClearTheLineWhenItIsClosed() {
        ProgressBar bar = new ProgressBar(out, now::get);
        bar.uploading("a.csv", 1, 2);
        bar.close();
        assertThat(shown()).endsWith("\r" + " ".repeat(79) + "\r");
        bytes.reset();
        bar.close();
        assertThat(shown()).isEmpty();
    }

    @Test
    void shouldWriteAFewPlainLinesWithoutATerminal() {
        Progress progress = Terminal.progress(out, Map.of());
        for (int i = 0; i < 2; i++) {
            progress.uploading("a.csv", 0, 2048);
            progress.uploading("a.csv", 2048, 2048);
            progress.aggregating(StubSluice.summary("1", FileStatus.PROCESSING, "a.csv"));
            progress.aggregating(StubSluice.summary("1", FileStatus.PROCESSED, "a.csv"));
            progress.close();
        }
        assertThat(shown().lines())
                .containsExactly(
                        "uploading a.csv (2.0 KiB)", "accepted as 1", "uploading a.csv (2.0 KiB)", "accepted as 1");
    }

    private String shown() {
        return bytes.toString(UTF_8);
    }
}
