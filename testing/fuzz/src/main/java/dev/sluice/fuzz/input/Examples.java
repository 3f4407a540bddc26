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

/** The messages of one kind that the contract has as examples, those of older versions too. */
public final class Examples {
    /** A file's id, as a value with its quotes. */
    private static final Pattern FILE_ID = Pattern.compile("(?<=\"file_id\"\\s{0,9}:\\s{0,9})\"[^\"]*\"");
    /** To find them takes longer than thousands of inputs. */
    private static final Map<String, Examples> KNOWN = new ConcurrentHashMap<>();

    /** Each as what stands around the ids of its file. */
    private final List<List<String>> texts;

    private Examples(List<List<String>> texts) {
        this.texts = texts;
    }

    /** Those of a kind, {@code valid-row} say. */
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
            // In one order, wherever they are found.
            all.sort(null);
            return new Examples(
                    all.stream().map(text -> List.of(FILE_ID.split(text, -1))).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of them, about a file. */
    public String any(Poison poison, String fileId) {
        return String.join("\"" + Poison.escaped(fileId) + "\"", poison.any(texts));
    }
}
