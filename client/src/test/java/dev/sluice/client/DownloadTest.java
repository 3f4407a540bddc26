package dev.sluice.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
    private static final String TEXT = "series,count\n".repeat(100_000);

    @TempDir
    private Path directory;

    private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());
    /** After how many bytes the next answers break. */
    private final Queue<Integer> breaks = new ArrayDeque<>();

    private HttpServer server;
    private volatile String content = TEXT;
    private volatile String tag = "\"1\"";
    private SluiceClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/results/1.csv", this::answer);
        server.start();
        client = new SluiceClient(ClientSettings.of(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort())));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldReplaceAFileByTheDownload() throws Exception {
        Path target = Files.writeString(directory.resolve("a.csv"), "older");

        client.downloadResult("1", target);

        assertThat(target).hasContent(TEXT);
        assertThat(ranges).containsExactly("null");
    }

    @Test
    void shouldContinueABrokenDownload() throws Exception {
        breaks.addAll(List.of(400_000, 300_000));

        client.downloadResult("1", directory.resolve("a.csv"));

        assertThat(directory.resolve("a.csv")).hasContent(TEXT);
        assertThat(ranges).hasSize(3).startsWith("null").doesNotHaveDuplicates();
    }

    @Test
    void shouldBeginAgainIfTheDocumentHasChanged() throws Exception {
        breaks.add(400_000);
        String changed = "changed\n" + TEXT;
        Path target = directory.resolve("a.csv");

        content = changed;
        client.downloadResult("1", target);

        assertThat(target).hasContent(changed);
    }

    @Test
    void shouldBeginAgainWhereTheServerCanNotContinue() throws Exception {
        tag = "";
        breaks.add(400_000);

        client.downloadResult("1", directory.resolve("a.csv"));

        assertThat(directory.resolve("a.csv")).hasContent(TEXT);
        assertThat(ranges).containsExactly("null", "null");
    }

    @Test
    void shouldLeaveWhatWasThereIfTheServerRefuses() throws Exception {
        Path target = Files.writeString(directory.resolve("a.csv"), "older");

        assertThatThrownBy(() -> client.downloadResult("2", target)).isInstanceOf(RefusedException.class);

        assertThat(directory).isDirectoryContaining(target::equals);
        assertThat(target).hasContent("older");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String range = String.valueOf(exchange.getRequestHeaders().getFirst("Range"));
            ranges.add(range);
            boolean same = tag.equals(exchange.getRequestHeaders().getFirst("If-Range"));
            int from = same ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
            byte[] bytes = content.getBytes(UTF_8);
            if (!tag.isEmpty()) {
                exchange.getResponseHeaders().set("ETag", tag);
            }
            exchange.sendResponseHeaders(same ? 206 : 200, bytes.length - from);
            Integer most = breaks.poll();
            int to = most == null ? bytes.length : Math.min(bytes.length, from + most);
            exchange.getResponseBody().write(Arrays.copyOfRange(bytes, from, to));
            if (most != null) {
                tag = content.equals(TEXT) ? tag : "\"2\"";
                exchange.getResponseBody().flush();
                throw new IOException("breaks the connection");
            }
        }
    }
}
