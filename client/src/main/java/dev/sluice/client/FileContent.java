package dev.sluice.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/**
 * A file as it was found.
 *
 * @param size in bytes
 */
record FileContent(Path file, long size, FileTime modified) implements UploadContent {
    @Override
    public InputStream from(long offset) throws IOException {
        if (Files.size(file) != size || !Files.getLastModifiedTime(file).equals(modified)) {
            throw new IOException(file + " has changed since its upload began");
        }
        return Channels.newInputStream(Files.newByteChannel(file).position(offset));
    }
}
