package dev.sluice.gateway;

import dev.sluice.schemas.csv.Dataset;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Takes files in: from an upload's bytes to a closed file in the log. */
final class Uploads {
    private final FileLog log;
    private final GatewayProperties properties;
    private final Supplier<String> newFileId;
    private final Clock clock;

    /** @param newFileId gives each file its own id; called by many threads */
    Uploads(FileLog log, GatewayProperties properties, Supplier<String> newFileId, Clock clock) {
        this.log = log;
        this.properties = properties;
        this.newFileId = newFileId;
        this.clock = clock;
    }

    /**
     * Reads an upload to its end and writes it to the log. Nothing is written before its header row is found good.
     *
     * @return the file's id, once all of the file is acknowledged
     * @throws UploadException if not all of it is; it has the file's id if something of it was written
     */
    String accept(Upload upload, Dataset dataset) throws UploadException {
        Instant uploadTime = clock.instant();
        MeasuredInput content = new MeasuredInput(upload.content());
        ChunkCutter cutter = new ChunkCutter(content, properties.chunkBytes(), properties.maxRowBytes());
        String header;
        try {
            header = HeaderRow.check(cutter.header(), dataset);
        } catch (IOException e) {
            throw brokeOff(content, e);
        }
        String fileId = newFileId.get();
        OpenFile file = log.open(new FileOpened(
                fileId,
                dataset.name(),
                upload.filename(),
                header,
                uploadTime,
                properties.uploadDeadline().toMillis()));
        try {
            copy(cutter, file);
            upload.finish();
            file.close(new FileClosed(fileId, cutter.chunks(), content.bytes(), cutter.lines(), content.sha256()));
            return fileId;
        } catch (IOException e) {
            throw aborted(file, fileId, brokeOff(content, e));
        } catch (UploadException e) {
            throw aborted(file, fileId, e);
        } catch (RuntimeException e) {
            throw aborted(
                    file, fileId, new UploadException(Problem.INTERNAL, "the gateway failed; its own log says why", e));
        }
    }

    private static void copy(ChunkCutter cutter, OpenFile file) throws UploadException, IOException {
        Optional<Chunk> chunk = cutter.next();
        while (chunk.isPresent()) {
            file.append(chunk.get());
            chunk = cutter.next();
        }
    }

    private static UploadException aborted(OpenFile file, String fileId, UploadException why) {
        file.abort(why.fault());
        return why.of(fileId);
    }

    private static UploadException brokeOff(MeasuredInput content, IOException e) {
        return new UploadException(
                Problem.ABORTED, "the upload broke off after " + content.bytes() + " bytes of the file", e);
    }
}
