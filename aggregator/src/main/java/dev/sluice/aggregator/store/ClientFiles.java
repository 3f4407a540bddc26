package dev.sluice.aggregator.store;

import dev.sluice.aggregator.file.FileState;
import dev.sluice.aggregator.store.FileStore.Listed;
import dev.sluice.aggregator.store.codec.StoreKey;
import dev.sluice.schemas.message.FileClients;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The list of the files of each client that has a name. The position of a page in it tells nothing about the files of
 * other clients, and a client with few files among many has its pages at once.
 *
 * <p>An instance of an older version deletes a file without its entry here, so a reader must check that there is such a
 * file, and whose it is.
 */
public final class ClientFiles {
    private static final int OF_CLIENT = 13;

    private final StoreEntries entries;

    ClientFiles(StoreEntries entries) {
        this.entries = entries;
    }

    /** Moves a file to the list of its client, if that has changed. */
    public void update(@Nullable String before, FileState state) {
        String client = state.client();
        if (Objects.equals(before, client)) {
            return;
        }
        if (before != null) {
            entries.delete(key(before, listed(state)));
        }
        if (client != null && isNamed(client)) {
            entries.put(key(client, listed(state)), StoreEntries.PRESENT);
        }
    }

    void remove(FileState state) {
        String client = state.client();
        if (client != null && isNamed(client)) {
            entries.delete(key(client, listed(state)));
        }
    }

    /** Returns the files of a client, newest first, from the first one or after a file, up to a limit. */
    public List<Listed> newestFirst(String client, @Nullable Listed after, int limit) {
        StoreKey beginning = StoreKey.ofAll(OF_CLIENT).escaped(client);
        List<Listed> files = new ArrayList<>();
        entries.read(
                after == null ? beginning : key(client, after),
                StoreKey.ofAll(OF_CLIENT).after(client),
                (key, value) -> {
                    StoreKey.Reader in = new StoreKey.Reader(key).skip(beginning);
                    Listed listed = new Listed(in.descending(), in.text());
                    if (!listed.equals(after)) {
                        files.add(listed);
                    }
                    return files.size() < limit;
                });
        return files;
    }

    /** Without access control all files have the same client, and need no second list. */
    private static boolean isNamed(String client) {
        return !client.equals(FileClients.ANONYMOUS) && !client.equals(FileClients.PRODUCERS);
    }

    private static Listed listed(FileState state) {
        return new Listed(state.createdMs(), state.fileId());
    }

    private static StoreKey key(String client, Listed file) {
        return StoreKey.ofAll(OF_CLIENT)
                .escaped(client)
                .descending(file.createdMs())
                .text(file.fileId());
    }
}
