package dev.sluice.results.routing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers each connection with the next of some texts, byte for byte, and with the last one from then on. */
final class RawServer implements AutoCloseable {
    /** Instead of a text: closes the connection at once. */
    static final String HANG_UP = "";

    private final ServerSocket listener;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final boolean hangUpAfter;

    private RawServer(boolean hangUpAfter, List<String> texts) throws IOException {
        this.hangUpAfter = hangUpAfter;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> serve(texts), "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Closes each connection after its text. */
    static RawServer answering(String... texts) throws IOException {
        return new RawServer(true, List.of(texts));
    }

    /** Keeps each connection open after its text, so that a client waits for more. */
    static RawServer stallingAfter(String text) throws IOException {
        return new RawServer(false, List.of(text));
    }

    static String response(String statusAndHeaders, String body) {
        return "HTTP/1.1 " + statusAndHeaders + "\r\nContent-Length: " + body.getBytes(UTF_8).length + "\r\n\r\n"
                + body;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    int connections() {
        return connections.size();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void serve(List<String> texts) {
        try {
            while (true) {
                Socket connection = listener.accept();
                String text = texts.get(Math.min(connections.size(), texts.size() - 1));
                connections.add(connection);
                readRequest(connection.getInputStream());
                connection.getOutputStream().write(text.getBytes(UTF_8));
                connection.getOutputStream().flush();
                if (hangUpAfter) {
                    connection.close();
                }
            }
        } catch (IOException e) {
            if (!listener.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void readRequest(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                return;
            }
            head.append((char) b);
        }
    }
}
