package dev.sluice.chaos.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The state directory of a process: a separate file system that can be filled completely, if mounting is allowed;
 * otherwise a directory.
 */
public final class StateDisk implements AutoCloseable {
    private static final String FILLER = "filler";
    private static final int BLOCK = 64 * 1024;

    private final Path path;
    private final boolean mounted;

    private StateDisk(Path path, boolean mounted) {
        this.path = path;
        this.mounted = mounted;
    }

    /** In a new directory. */
    static StateDisk plain(Path path) throws IOException {
        return new StateDisk(Files.createDirectories(path), false);
    }

    /**
     * On a separate file system.
     *
     * @param size as {@code mount} takes it
     * @throws IOException if that isn't possible here
     */
    public static StateDisk mounted(Path path, String size) throws IOException {
        Files.createDirectories(path);
        Shell.run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", path.toString());
        return new StateDisk(path, true);
    }

    public Path path() {
        return path;
    }

    /** Fills the disk. */
    public void fill() {
        if (!mounted) {
            throw new UnsupportedOperationException("no plan has this fault without a separate file system");
        }
        byte[] block = new byte[BLOCK];
        try (OutputStream out = Files.newOutputStream(path.resolve(FILLER))) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            // As intended.
            return;
        }
    }

    /** Frees the space. */
    public void clear() {
        try {
            Files.deleteIfExists(path.resolve(FILLER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes all that is in it. No process may write there meanwhile. */
    public void wipe() {
        try (Stream<Path> found = Files.walk(path)) {
            List<Path> all = found.filter(each -> !each.equals(path))
                    .sorted(Comparator.reverseOrder())
                    .toList();
            for (Path each : all) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (mounted) {
            // Also while it is being filled.
            Shell.tryTo("umount", "--lazy", path.toString());
        }
    }
}
