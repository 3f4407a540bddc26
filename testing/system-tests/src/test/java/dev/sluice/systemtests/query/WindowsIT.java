package dev.sluice.systemtests.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.query.FileStatus;
import dev.sluice.systemtests.support.FreePorts;
import dev.sluice.systemtests.support.ServiceProcess;
import dev.sluice.systemtests.support.SluiceProbe;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A dataset with windows, from its document to the windows of a file and of several. */
class WindowsIT {
    private static final String DOCUMENT = """
            {"name": "hourly", "fields": [
              {"name": "machine", "type": "string"}, {"name": "part", "type": "string"},
              {"name": "value", "type": "integer"}, {"name": "time", "type": "datetime"}],
             "sluice": {"groupBy": ["machine", "part"], "measure": "value", "time": "time", "windows": "1h"}}""";

    private static final Instant START = Instant.parse("2026-11-29T22:30:00Z");
    private static final int ROWS = 20_000;

    /** By series and hour. */
    private static final class Expected extends TreeMap<String, TreeMap<Instant, LongSummaryStatistics>> {
        private static final long serialVersionUID = 1;

        void add(String series, Instant time, long value) {
            computeIfAbsent(series, key -> new TreeMap<>())
                    .computeIfAbsent(time.truncatedTo(ChronoUnit.HOURS), key -> new LongSummaryStatistics())
                    .accept(value);
        }
    }

    @Test
    void shouldHaveTheStatisticsOfEachHourOfAFileAndOfSeveral(@TempDir Path directory) throws IOException {
        Path datasets = Files.createDirectory(directory.resolve("datasets"));
        Files.writeString(datasets.resolve("hourly.json"), DOCUMENT);
        int port = FreePorts.next();
        try (ServiceProcess up =
                ServiceProcess.up(directory, port, Map.of("SLUICE_DATASETS_DIRECTORY", datasets.toString()))) {
            SluiceProbe sluice = new SluiceProbe(URI.create("http://127.0.0.1:" + port), "none");
            sluice.awaitReady(up);
            Expected ofFirst = new Expected();
            Expected ofBoth = new Expected();
            String first = upload(sluice, csv(new Random(1), ofFirst, ofBoth));
            String second = upload(sluice, csv(new Random(2), ofBoth));

            assertThat(windows(sluice, "/results/" + first + "/windows?limit=100"))
                    .isEqualTo(lines(ofFirst));
            assertThat(csvLines(sluice, first)).isEqualTo(lines(ofFirst));
            for (String series : ofBoth.keySet()) {
                Expected one = new Expected();
                one.put(series, ofBoth.get(series));
                assertThat(windows(sluice, "/datasets/hourly/windows?limit=7&series=" + series))
                        .isEqualTo(lines(one));
            }

            up.kill();
            up.restart();
            sluice.awaitReady(up);

            assertThat(windows(sluice, "/results/" + first + "/windows?limit=10000"))
                    .isEqualTo(lines(ofFirst));
            sluice.delete("/files/" + second);
            Expected one = new Expected();
            one.put("m1,a", ofFirst.get("m1,a"));
            assertThat(windows(sluice, "/datasets/hourly/windows?limit=1000&series=m1,a"))
                    .isEqualTo(lines(one));
        }
    }

    /** Rows of some 30 hours in no order. */
    private static String csv(Random random, Expected... expected) {
        StringBuilder csv = new StringBuilder("machine,part,value,time\n");
        for (int i = 0; i < ROWS; i++) {
            String series = "m" + random.nextInt(3) + "," + (char) ('a' + random.nextInt(2));
            Instant time = START.plus(Duration.ofSeconds(random.nextInt(30 * 3_600)));
            int value = random.nextInt(1_000);
            csv.append(series)
                    .append(',')
                    .append(value)
                    .append(',')
                    .append(time)
                    .append('\n');
            for (Expected each : expected) {
                each.add(series, time, value);
            }
        }
        return csv.toString();
    }

    private static String upload(SluiceProbe sluice, String csv) throws IOException {
        String id = SluiceProbe.fileId(sluice.post("/upload?dataset=hourly", "text/csv", csv.getBytes(UTF_8)));
        assertThat(sluice.awaitEnd(id).status()).isEqualTo(FileStatus.PROCESSED);
        return id;
    }

    private static List<String> lines(Expected expected) {
        List<String> lines = new ArrayList<>();
        expected.forEach((series, windows) -> windows.forEach((start, values) -> lines.add(series + "," + start + ","
                + start.plusSeconds(3_600) + "," + values.getCount() + "," + values.getMin() + "," + values.getMax()
                + "," + values.getSum())));
        return lines;
    }

    private static List<String> windows(SluiceProbe sluice, String path) throws IOException {
        List<String> lines = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = sluice.json(path + "&cursor=" + cursor);
            for (JsonNode window : page.get("windows")) {
                lines.add(window.get("series").asString() + ","
                        + window.get("start").asString() + ","
                        + window.get("end").asString() + ","
                        + window.get("count").asLong() + ","
                        + (long) window.get("min").asDouble() + ","
                        + (long) window.get("max").asDouble() + ","
                        + (long) window.get("sum").asDouble());
            }
            cursor = page.path("next_cursor").asString("");
        } while (!cursor.isEmpty());
        return lines;
    }

    private static List<String> csvLines(SluiceProbe sluice, String id) throws IOException {
        String body = sluice.get("/results/" + id + "/windows.csv").body();
        assertThat(body).startsWith("machine,part,window_start,window_end,count,min,max,avg,sum,std_dev,first,last\n");
        return body.lines()
                .skip(1)
                .map(line -> line.split(","))
                .map(cells -> String.join(
                        ",", cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[8]))
                .toList();
    }
}
