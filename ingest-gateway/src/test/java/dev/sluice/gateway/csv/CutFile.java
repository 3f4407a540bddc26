package dev.sluice.gateway.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.schemas.message.ChunkHeaders.BadRow;
import dev.sluice.tabular.header.ReadOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The result of cutting a file with a header row; chunks as {@code index@line:text}. */
record CutFile(List<String> chunks, long lines) {
    static CutFile of(String text, int chunkBytes, int maxRowBytes) throws RefusedException {
        return of(new ByteArrayInputStream(text.getBytes(UTF_8)), chunkBytes, maxRowBytes);
    }

    static CutFile of(InputStream in, int chunkBytes, int maxRowBytes) throws RefusedException {
        try {
            InputStream utf8 = DecodedText.of(in, null).utf8();
            CsvPreamble start = CsvPreamble.read(utf8, ReadOptions.NONE, maxRowBytes);
            ChunkCutter cutter = new ChunkCutter(start, utf8, ',', chunkBytes, maxRowBytes);
            cutter.skipHeaderRow(0, null);
            List<String> chunks = new ArrayList<>();
            for (Optional<Chunk> next = cutter.next(); next.isPresent(); next = cutter.next()) {
                chunks.add(text(next.get()));
            }
            return new CutFile(chunks, cutter.lines());
        } catch (RefusedException e) {
            throw e;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A row that can't be read is shown with its size and the reason. */
    static String text(Chunk chunk) {
        BadRow bad = chunk.badRow();
        return chunk.index() + "@" + chunk.firstLine() + ":" + new String(chunk.bytes(), UTF_8)
                + (bad == null ? "" : "|" + bad.bytes() + "|" + bad.message());
    }
}
