package dev.sluice.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What became of a file under a {@link ChunkCutter}; chunks as {@code index@line:text}. */
record CutFile(String header, List<String> chunks, long lines) {
    static CutFile of(String text, int chunkBytes, int maxRowBytes) throws UploadException {
        return of(new ByteArrayInputStream(text.getBytes(UTF_8)), chunkBytes, maxRowBytes);
    }

    static CutFile of(InputStream in, int chunkBytes, int maxRowBytes) throws UploadException {
        try {
            ChunkCutter cutter = new ChunkCutter(in, chunkBytes, maxRowBytes);
            String header = new String(cutter.header(), UTF_8);
            List<String> chunks = new ArrayList<>();
            for (Optional<Chunk> next = cutter.next(); next.isPresent(); next = cutter.next()) {
                Chunk chunk = next.get();
                chunks.add(chunk.index() + "@" + chunk.firstLine() + ":" + new String(chunk.bytes(), UTF_8));
            }
            return new CutFile(header, chunks, cutter.lines());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
