package dev.sluice.results.file;

import dev.sluice.results.http.CsvResponse;
import dev.sluice.results.http.PartOutput;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The sizes of the last downloads that were continued. An ended file doesn't change, and its CSV must be written once
 * to know its size.
 */
final class ResultSizes {
    private static final int MAX = 1_000;

    private final Map<String, Long> sizes = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MAX;
        }
    };

    /**
     * Returns the size of a download in bytes.
     *
     * @param tag what identifies the bytes of the download
     * @throws IOException if a page is unavailable
     */
    long of(String tag, SeriesDownload download) throws IOException {
        synchronized (sizes) {
            Long known = sizes.get(tag);
            if (known != null) {
                return known;
            }
        }
        PartOutput counted = PartOutput.counting();
        try (Writer out = CsvResponse.text(counted)) {
            download.writeTo(out, () -> true);
        }
        synchronized (sizes) {
            sizes.put(tag, counted.written());
        }
        return counted.written();
    }
}
