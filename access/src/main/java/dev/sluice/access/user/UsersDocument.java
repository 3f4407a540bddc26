package dev.sluice.access.user;

import dev.sluice.access.file.InvalidFileException;
import dev.sluice.access.file.StrictReader;
import dev.sluice.runtime.http.Right;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The people as a JSON document. */
public final class UsersDocument {
    /** The maximum number of people. */
    public static final int MAX_USERS = 1_000;

    private static final List<String> PROPERTIES = List.of("name", "password", "rights", "files", "created", "changed");

    private final StrictReader reader;
    private final Set<String> names;

    private String name = "";
    private String password = "";
    private Set<Right> rights = EnumSet.noneOf(Right.class);
    private boolean allFiles;
    private Instant created = Instant.EPOCH;
    private Instant changed = Instant.EPOCH;

    private UsersDocument(StrictReader reader, Set<String> names) {
        this.reader = reader;
        this.names = names;
    }

    /**
     * Reads the document.
     *
     * @throws InvalidFileException with the line of the first fault
     */
    static List<User> read(byte[] json) throws InvalidFileException {
        Set<String> names = new HashSet<>();
        return StrictReader.read(
                json, reader -> reader.entries("users", MAX_USERS, each -> new UsersDocument(each, names).user()));
    }

    /** Writes the document. */
    static byte[] write(List<User> users) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (User user : users) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", user.name());
            one.put("password", user.password());
            one.put("rights", Right.words(user.rights()));
            one.put("files", user.allFiles() ? "all" : "own");
            one.put("created", user.created().toString());
            one.put("changed", user.changed().toString());
            all.add(one);
        }
        return StrictReader.write("users", all);
    }

    private User user() throws InvalidFileException {
        int line = reader.line();
        Set<String> seen = reader.object(
                "expected an object for each user", "name, password, rights, files, created and changed", this::take);
        for (String needed : PROPERTIES) {
            if (!seen.contains(needed)) {
                throw new InvalidFileException(line, "expected the property \"" + needed + "\" of a user");
            }
        }
        if (!names.add(name)) {
            throw new InvalidFileException(line, "name: this user is in the file already");
        }
        try {
            return new User(name, password, rights, allFiles, created, changed);
        } catch (IllegalArgumentException e) {
            throw new InvalidFileException(line, String.valueOf(e.getMessage()));
        }
    }

    private boolean take(String property) throws InvalidFileException {
        switch (property) {
            case "name" -> name = reader.text(property);
            case "password" -> password = reader.text(property);
            case "rights" -> rights = reader.rights();
            case "files" -> allFiles = reader.files();
            case "created" -> created = reader.time(property);
            case "changed" -> changed = reader.time(property);
            default -> {
                return false;
            }
        }
        return true;
    }
}
