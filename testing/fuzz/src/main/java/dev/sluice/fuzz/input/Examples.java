package dev.sluice.fuzz.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The contract's examples of one kind of message, including those of old versions. */
public final class Examples {
    /** A file's id as a quoted JSON value. */
    private static final Pattern FILE_ID = Pattern.compile("(?<=\"file_id\"\\s{0,9}:\\s{0,9})\"[^\"]*\"");
    /** Cached: finding them takes longer than thousands of inputs. */
    private static final Map<String, Examples> KNOWN = new ConcurrentHashMap<>();

    /** Each as the texts around the file ids in it. */
    private final List<List<String>> texts;

    private Examples(List<List<String>> texts) {
        this.texts = texts;
    }

    /** The examples of a kind, such as {@code valid-row}. */
    public static Examples of(String kind) {
        return KNOWN.computeIfAbsent(kind, Examples::find);
    }

    private static Examples find(String kind) {
        try {
            List<String> all = new ArrayList<>();
            for (Resource each : new PathMatchingResourcePatternResolver()
                    .getResources("classpath*:examples/**/" + kind + ".*.json")) {
                all.add(each.getContentAsString(UTF_8));
            }
            if (all.isEmpty()) {
                throw new IllegalStateException("there is no example of " + kind);
            }
            // In a fixed order, wherever they are found.
            all.sort(null);
            return new Examples(
                    all.stream().map(text -> List.of(FILE_ID.split(text, -1))).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A random example, about a file. */
    public String any(Poison poison, String fileId) {
        return String.join("\"" + Poison.escaped(fileId) + "\"", poison.any(texts));
    }
}
