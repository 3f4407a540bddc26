package dev.sluice.systemtests.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Passes connections on to a server, and breaks them where a test wants it to. */
public final class FaultyProxy implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final URI server;
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    /** The number of bytes of requests after which the network is cut; negative: never. */
    private final AtomicLong left = new AtomicLong(-1);

    private volatile int losing;
    private volatile boolean cut;

    private FaultyProxy(URI server) throws IOException {
        this.server = server;
        this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    }

    /** Starts one. */
    public static FaultyProxy of(URI server) throws IOException {
        FaultyProxy proxy = new FaultyProxy(server);
        start("proxy-accept", proxy::accept);
        return proxy;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** Breaks the connection instead of each answer of so many, when the server has begun to send it. */
    public void loseAnswers(int oneOf) {
        losing = oneOf;
    }

    /** How many answers were lost. */
    public int lost() {
        return lost.get();
    }

    /** Cuts all connections after so many more bytes of requests, and takes no others until {@link #restore}. */
    public void cutAfter(long bytes) {
        left.set(bytes);
    }

    /** Whether all connections are cut. */
    public boolean isCut() {
        return cut;
    }

    /** Passes connections on again. */
    public void restore() {
        left.set(-1);
        cut = false;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        breakAll();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (cut) {
                    client.close();
                } else {
                    connect(client);
                }
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket upstream;
        try {
            upstream = new Socket(server.getHost(), server.getPort());
        } catch (IOException e) {
            // The server is down, and so is what is behind this address.
            client.close();
            return;
        }
        open.add(client);
        open.add(upstream);
        start("proxy-requests", () -> pass(client, upstream, false));
        start("proxy-answers", () -> pass(upstream, client, true));
    }

    private void pass(Socket from, Socket to, boolean isAnswer) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0 && !cut; read = in.read(buffer)) {
                if (isAnswer ? isLost() : isLast(read)) {
                    return;
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One of both has closed its connection: that of the other is closed, too.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private boolean isLost() {
        if (losing == 0 || answers.incrementAndGet() % losing != 0) {
            return false;
        }
        lost.incrementAndGet();
        return true;
    }

    private boolean isLast(int read) throws IOException {
        long before = left.get();
        if (before < 0 || left.addAndGet(-read) > 0) {
            return false;
        }
        cut = true;
        breakAll();
        return true;
    }

    private void breakAll() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
