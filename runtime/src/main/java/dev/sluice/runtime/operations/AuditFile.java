package dev.sluice.runtime.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.runtime.PrivateDirectory;
import dev.sluice.runtime.http.AuditEntry;
import dev.sluice.schemas.message.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * The last entries of one kind, in memory, and in a file with one JSON object on each line. A full file becomes the
 * older one of two, so there are twice as many lines at most. If the file can't be written, the entries are in memory
 * (and in the log) alone. Thread-safe.
 */
final class AuditFile {
    private static final Logger LOG = LoggerFactory.getLogger(AuditFile.class);

    private final int max;
    private final Deque<AuditEntry> entries = new ArrayDeque<>();
    private @Nullable Path file;
    private @Nullable Path older;
    private int lines;

    private AuditFile(int max) {
        this.max = max;
    }

    /** @param directory null for in memory only */
    static AuditFile open(@Nullable Path directory, String name, int max) {
        AuditFile opened = new AuditFile(max);
        if (directory != null) {
            opened.load(directory, name);
        }
        return opened;
    }

    private synchronized void load(Path directory, String name) {
        Path newest = directory.resolve(name + ".jsonl");
        Path before = directory.resolve(name + ".older.jsonl");
        try {
            PrivateDirectory.create(directory);
            read(before);
            lines = read(newest);
            file = newest;
            older = before;
        } catch (IOException e) {
            LOG.warn("The audit log can't be kept in {}: it is in memory alone", directory, e);
        }
    }

    /** Returns the number of lines. */
    private int read(Path from) throws IOException {
        if (!Files.exists(from)) {
            return 0;
        }
        int read = 0;
        try (var all = Files.newBufferedReader(from, UTF_8)) {
            for (String line = all.readLine(); line != null; line = all.readLine()) {
                read++;
                remember(line, from);
            }
        }
        return read;
    }

    private void remember(String line, Path from) {
        try {
            AuditEntry entry = Json.MAPPER.readValue(line, AuditEntry.class);
            if (entry != null) {
                remember(entry);
            }
        } catch (JacksonException | IllegalArgumentException e) {
            // A crash may leave a part of a line.
            LOG.warn("Skipped a line of {} that is no entry of the audit log: {}", from, e.getMessage());
        }
    }

    private void remember(AuditEntry entry) {
        if (entries.size() == max) {
            entries.removeFirst();
        }
        entries.addLast(entry);
    }

    synchronized void add(AuditEntry entry) {
        remember(entry);
        Path to = file;
        if (to == null || older == null) {
            return;
        }
        try {
            if (lines >= max) {
                Files.move(to, older, StandardCopyOption.REPLACE_EXISTING);
                lines = 0;
            }
            Files.writeString(
                    to,
                    Json.MAPPER.writeValueAsString(entry) + "\n",
                    UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            lines++;
        } catch (IOException e) {
            file = null;
            LOG.warn("The audit log can't be kept in {} any more: it is in memory alone", to, e);
        }
    }

    /** The newest entries, newest first. */
    synchronized List<AuditEntry> newest(int limit) {
        List<AuditEntry> newest = new ArrayList<>();
        Iterator<AuditEntry> all = entries.descendingIterator();
        while (all.hasNext() && newest.size() < limit) {
            newest.add(all.next());
        }
        return newest;
    }
}
