package dev.sluice.access.user;

import dev.sluice.access.file.AccessFile;
import dev.sluice.access.file.InvalidFileException;
import java.nio.file.Path;
import java.util.List;

/** The file with the people who sign in with a password. It has hashes of the passwords, which are worth protecting. */
public final class UsersFile extends AccessFile<User> {
    public UsersFile(Path path) {
        super(path);
    }

    @Override
    protected String entries() {
        return "users";
    }

    @Override
    protected List<User> parse(byte[] document) throws InvalidFileException {
        return UsersDocument.read(document);
    }

    @Override
    protected byte[] format(List<User> users) {
        return UsersDocument.write(users);
    }
}
