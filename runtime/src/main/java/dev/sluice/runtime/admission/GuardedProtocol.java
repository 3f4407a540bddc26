package dev.sluice.runtime.admission;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tomcat's NIO protocol with three additions: a connection takes little memory until it is active; a request's head has
 * a time limit (it occupies no thread, but each byte restarts Tomcat's timeout); and when connections run short, those
 * that wait for their clients are closed, so that new ones can always be accepted. Public, as Tomcat instantiates it by
 * name.
 */
public final class GuardedProtocol extends Http11NioProtocol {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedProtocol.class);
    private static final long LOOK_MS = 250;

    /** The buffer size of an inactive connection. */
    private static final int NARROW = 1024;

    /** The longest header is a file name in {@code Content-Disposition}, below 3 KiB. */
    private static final int RESPONSE_HEAD = 4 * 1024;

    /** One in this many connections is kept free for those that arrive until the next check. */
    private static final int SPARE = 8;

    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Bodies.threads("connections-"));
    private long headNanos = Long.MAX_VALUE;
    private int mayStay = Integer.MAX_VALUE;
    private @Nullable Refusals refusals;

    /**
     * Why a connection waits for its client without a thread. They are closed in this order, the oldest of a kind
     * first.
     */
    private enum Waits {
        /** Between two requests, or before the first. */
        IDLE,
        /** In the middle of a head. */
        HEAD,
        /** For the first bytes or the rest of a body, or for the client to read its response. */
        REQUEST
    }

    /** @param since comparable within a kind */
    private record Waiting(SocketWrapperBase<NioChannel> connection, Waits kind, long since) {}

    @Override
    public int getDesiredBufferSize() {
        // Complete responses are buffered already.
        return NARROW;
    }

    @Override
    protected Processor createProcessor() {
        return new GuardedProcessor(this, getAdapter());
    }

    void guard(WebProperties properties, int connections, Refusals countedIn) {
        refusals = countedIn;
        headNanos = properties.slowGrace().toNanos();
        mayStay = connections - Math.max(1, connections / SPARE);
        setMaxConnections(connections);
        setMaxHttpResponseHeaderSize(RESPONSE_HEAD);
        setMaxTrailerSize(NARROW);
        getEndpoint().getSocketProperties().setAppReadBufSize(NARROW);
        getEndpoint().getSocketProperties().setAppWriteBufSize(NARROW);
        // A buffer that was enlarged isn't reused for the next connection.
        getEndpoint().getSocketProperties().setBufferPool(0);
    }

    @Override
    public void start() throws Exception {
        super.start();
        var unused = clock.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() throws Exception {
        clock.shutdownNow();
        super.stop();
    }

    private void look() {
        try {
            endSlowHeads();
            makeRoom();
        } catch (RuntimeException e) {
            // The check must go on.
            LOG.error("The check of connections failed", e);
        }
    }

    private void endSlowHeads() {
        long now = System.nanoTime();
        for (SocketWrapperBase<NioChannel> connection : getEndpoint().getConnections()) {
            if (connection.getCurrentProcessor() instanceof GuardedProcessor processor
                    && processor.isInHead()
                    && now - processor.headSince() > headNanos) {
                count("slow-head");
                end(connection.getSocket(), SocketChannel::shutdownInput);
            }
        }
    }

    /** Closes connections that wait for their clients if too many are open. */
    private void makeRoom() {
        long tooMany = getEndpoint().getConnectionCount() - mayStay;
        if (tooMany <= 0) {
            return;
        }
        List<Waiting> waiting = new ArrayList<>();
        for (SocketWrapperBase<NioChannel> connection : getEndpoint().getConnections()) {
            Waiting found = waiting(connection);
            if (found != null) {
                waiting.add(found);
            }
        }
        waiting.sort(Comparator.comparing(Waiting::kind).thenComparingLong(Waiting::since));
        waiting.stream().limit(tooMany).forEach(each -> {
            count("too-many-connections");
            shutDown(each.connection().getSocket());
        });
    }

    private @Nullable Waiting waiting(SocketWrapperBase<NioChannel> connection) {
        Lock lock = connection.getLock();
        if (!lock.tryLock()) {
            // A thread is processing it.
            return null;
        }
        try {
            if (connection.isClosed()) {
                return null;
            }
            if (connection.getCurrentProcessor() == null) {
                return new Waiting(connection, Waits.IDLE, lastUsed(connection));
            }
            if (!(connection.getCurrentProcessor() instanceof GuardedProcessor processor)) {
                return null;
            }
            if (processor.isInHead()) {
                return new Waiting(connection, Waits.HEAD, processor.headSince());
            }
            return processor.isWaiting() ? new Waiting(connection, Waits.REQUEST, processor.waitingSince()) : null;
        } finally {
            lock.unlock();
        }
    }

    private static long lastUsed(SocketWrapperBase<NioChannel> connection) {
        return connection instanceof NioEndpoint.NioSocketWrapper nio
                ? Math.max(nio.getLastRead(), nio.getLastWrite())
                : Long.MAX_VALUE;
    }

    private void count(String code) {
        if (refusals != null) {
            refusals.closed(code);
        }
    }

    private interface End {
        void of(SocketChannel channel) throws IOException;
    }

    /** Makes Tomcat detect the end of input and output, so that it closes the connection in an orderly way. */
    static void shutDown(NioChannel channel) {
        end(channel, SocketChannel::shutdownInput);
        end(channel, SocketChannel::shutdownOutput);
    }

    private static void end(NioChannel channel, End end) {
        try {
            end.of(channel.getIOChannel());
        } catch (IOException | RuntimeException e) {
            // It is closed already.
        }
    }
}
