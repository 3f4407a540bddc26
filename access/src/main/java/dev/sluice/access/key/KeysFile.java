package dev.sluice.access.key;

import dev.sluice.access.file.AccessFile;
import dev.sluice.access.file.InvalidFileException;
import java.nio.file.Path;
import java.util.List;

/** The file with the keys of all clients. It has no secret. */
public final class KeysFile extends AccessFile<ApiKey> {
    public KeysFile(Path path) {
        super(path);
    }

    @Override
    protected String entries() {
        return "keys";
    }

    @Override
    protected List<ApiKey> parse(byte[] document) throws InvalidFileException {
        return KeysDocument.read(document);
    }

    @Override
    protected byte[] format(List<ApiKey> keys) {
        return KeysDocument.write(keys);
    }
}
