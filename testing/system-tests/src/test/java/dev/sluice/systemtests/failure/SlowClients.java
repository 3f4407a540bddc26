package dev.sluice.systemtests.failure;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Deliberately slow connections, held by one thread: each sends the start of a request, and from then on at most one
 * byte a second. A connection that the server closes is replaced, so that their number stays constant.
 */
final class SlowClients implements AutoCloseable {
    private static final long TICK_MS = 20;
    private static final int TICKS_A_SECOND = 50;
    /** So many are opened in a tick at most: slow clients are no flood. */
    private static final int AT_ONCE = 20;

    private static final int RECEIVE_BUFFER = 4 * 1024;

    /**
     * What they do.
     *
     * @param start what each sends at once
     * @param more what it sends once a second, or nothing
     * @param reads whether it reads its answer. A client that doesn't can't detect that the server has closed the
     *     connection, so it reconnects after {@code lifeSeconds}
     */
    record Kind(String start, String more, boolean reads, int lifeSeconds) {
        /** Heads that don't come to their end. */
        static Kind heads() {
            return new Kind("GET /files HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", "x", true, 0);
        }

        /** Bodies of which so much is there at once. */
        static Kind bodies(String start) {
            return new Kind(
                    "POST /upload?filename=slow.csv HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n"
                            + "Content-Length: 10000000\r\n\r\n" + start,
                    "x",
                    true,
                    0);
        }

        /** Questions for as much as doesn't fit into the buffers between here and there, whose answers are not read. */
        static Kind unreadAnswers(String path) {
            return new Kind(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").repeat(3), "", false, 40);
        }
    }

    private static final class Client {
        private final SocketChannel channel;
        private final Kind kind;
        private final long born = System.nanoTime();
        private final ByteBuffer toSend;

        Client(SocketChannel channel, Kind kind) {
            this.channel = channel;
            this.kind = kind;
            this.toSend = ByteBuffer.wrap(kind.start().getBytes(US_ASCII));
        }

        boolean isTooOld() {
            return kind.lifeSeconds() > 0 && System.nanoTime() - born > TimeUnit.SECONDS.toNanos(kind.lifeSeconds());
        }
    }

    private final InetSocketAddress server;
    private final int count;
    private final Deque<Kind> toOpen = new ArrayDeque<>();
    private final Selector selector;
    private final List<Client> clients = new ArrayList<>();
    private final ByteBuffer received = ByteBuffer.allocate(64 * 1024);
    private final Thread thread;
    private volatile boolean closed;
    private final AtomicInteger connected = new AtomicInteger();
    private final AtomicLong ended = new AtomicLong();

    private SlowClients(URI server, int count, List<Kind> kinds) throws IOException {
        this.server = new InetSocketAddress(server.getHost(), server.getPort());
        this.count = count;
        for (int i = 0; i < count; i++) {
            toOpen.add(kinds.get(i % kinds.size()));
        }
        this.selector = Selector.open();
        this.thread = new Thread(this::run, "slow-clients");
    }

    /** Opens so many, of the kinds in turn, and returns when all are connected and have sent their start. */
    static SlowClients open(URI server, int count, Kind... kinds) throws IOException {
        SlowClients slow = new SlowClients(server, count, List.of(kinds));
        slow.thread.start();
        while (slow.connected.get() < count && slow.thread.isAlive()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(TICK_MS));
        }
        return slow;
    }

    /** How many the server has ended so far. */
    long ended() {
        return ended.get();
    }

    boolean isAtWork() {
        return thread.isAlive() && connected.get() > 0;
    }

    private void run() {
        try {
            long next = System.nanoTime();
            for (int tick = 0; !closed; ) {
                selector.select(TICK_MS);
                for (SelectionKey key : selector.selectedKeys()) {
                    serve((Client) key.attachment());
                }
                selector.selectedKeys().clear();
                if (System.nanoTime() - next >= 0) {
                    next = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TICK_MS);
                    step(tick++ % TICKS_A_SECOND);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("the slow clients can't go on", e);
        }
    }

    private Client begin(Kind kind) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
        channel.configureBlocking(false);
        Client client = new Client(channel, kind);
        channel.register(selector, SelectionKey.OP_CONNECT, client);
        channel.connect(server);
        return client;
    }

    /** Sends what is to be sent at once, and reads what there is. */
    private void serve(Client client) {
        try {
            if (!client.channel.isConnected()) {
                client.channel.finishConnect();
                connected.incrementAndGet();
            }
            if (client.kind.reads()) {
                received.clear();
                if (client.channel.read(received) < 0) {
                    end(client);
                    return;
                }
            }
            client.channel.write(client.toSend);
            int operations = client.kind.reads() ? SelectionKey.OP_READ : 0;
            client.channel
                    .keyFor(selector)
                    .interestOps(client.toSend.hasRemaining() ? operations | SelectionKey.OP_WRITE : operations);
        } catch (IOException e) {
            end(client);
        }
    }

    private void end(Client client) {
        ended.incrementAndGet();
        close(client);
    }

    private void close(Client client) {
        if (client.channel.isConnected()) {
            connected.decrementAndGet();
        }
        toOpen.add(client.kind);
        try {
            client.channel.close();
        } catch (IOException e) {
            // It is no more either way.
        }
    }

    /** A byte more of those whose turn it is, and new ones for some of those that are no more. */
    private void step(int turn) throws IOException {
        for (int i = turn; i < clients.size(); i += TICKS_A_SECOND) {
            Client client = clients.get(i);
            if (client.isTooOld()) {
                close(client);
            } else if (client.channel.isConnected() && !client.toSend.hasRemaining()) {
                try {
                    client.channel.write(ByteBuffer.wrap(client.kind.more().getBytes(US_ASCII)));
                } catch (IOException e) {
                    end(client);
                }
            }
        }
        clients.removeIf(client -> !client.channel.isOpen());
        for (int i = 0; i < AT_ONCE && !toOpen.isEmpty(); i++) {
            clients.add(begin(toOpen.remove()));
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        clients.forEach(this::close);
        selector.close();
    }
}
