package dev.sluice.testing.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The answer to a request of raw bytes, which no HTTP client corrects.
 *
 * @param headers by their names in lower case
 */
public record RawAnswer(int status, Map<String, String> headers, String body) {
    /** Sends the lines of a request unchanged, {@code Connection: close} and the end of the head, then a body. */
    public static RawAnswer of(String host, int port, List<String> lines, String body) {
        try (Socket socket = new Socket(host, port)) {
            String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return read(new String(socket.getInputStream().readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RawAnswer read(String text) {
        int end = text.indexOf("\r\n\r\n");
        String head = text.substring(0, end);
        Map<String, String> headers = new HashMap<>();
        head.lines().skip(1).forEach(line -> {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        });
        String body = text.substring(end + 4);
        boolean chunked = "chunked".equals(headers.get("transfer-encoding"));
        return new RawAnswer(
                Integer.parseInt(head.split(" ", 3)[1].strip()),
                headers,
                chunked ? body.replaceAll("(?m)^[0-9a-f]+\\r\\n|\\r\\n", "") : body);
    }
}
