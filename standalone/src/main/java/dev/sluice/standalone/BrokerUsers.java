package dev.sluice.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file with the users of an embedded broker: a name and a password on each line, with a space between; {@code #}
 * begins a comment. Only its owner may read it.
 */
final class BrokerUsers {
    /** The user that Sluice itself is. */
    static final String SLUICE = "sluice";

    private static final long LARGEST = 1024 * 1024;
    private static final Pattern LINE = Pattern.compile("(?<name>[A-Za-z0-9._-]{1,64})[ \t]+(?<password>[!-~]{8,200})");
    /** Kafka's own name for clients that don't sign in. */
    private static final Set<String> RESERVED = Set.of(SLUICE, "ANONYMOUS");

    private static final Set<PosixFilePermission> OF_OWNER = PosixFilePermissions.fromString("rw-------");

    private BrokerUsers() {}

    /**
     * Reads the passwords by the names of their users.
     *
     * @throws InvalidUsersException if the file is faulty, or others may read it
     */
    static Map<String, String> read(Path file) {
        List<String> lines;
        try {
            if (!isPrivate(file)) {
                throw new InvalidUsersException(file + ": expected a file that only its owner may read (chmod 600), "
                        + "because it has passwords, found one that others may read");
            }
            if (Files.size(file) > LARGEST) {
                throw new InvalidUsersException(file + ": expected at most 1 MiB, found more");
            }
            lines = Files.readAllLines(file, UTF_8);
        } catch (IOException e) {
            throw new InvalidUsersException(file + " can't be read", e);
        }
        Map<String, String> users = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                read(file + ", line " + (i + 1), line, users);
            }
        }
        return users;
    }

    private static void read(String where, String line, Map<String, String> users) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new InvalidUsersException(where + ": expected a name (up to 64 of A-Z a-z 0-9 . _ -), a space, and a "
                    + "password of 8 to 200 visible ASCII characters, found another text");
        }
        String name = matcher.group("name");
        if (RESERVED.contains(name)) {
            throw new InvalidUsersException(where + ": expected another name than " + name + ", which is reserved");
        }
        if (users.put(name, matcher.group("password")) != null) {
            throw new InvalidUsersException(where + ": expected each name once, found " + name + " again");
        }
    }

    private static boolean isPrivate(Path file) throws IOException {
        return !file.getFileSystem().supportedFileAttributeViews().contains("posix")
                || OF_OWNER.containsAll(Files.getPosixFilePermissions(file));
    }
}
