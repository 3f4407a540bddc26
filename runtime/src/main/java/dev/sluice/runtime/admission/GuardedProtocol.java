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
 * Tomcat's own protocol for many connections: none takes much memory before it is at work, the head of a request has a time
 * limit (it costs no thread while it comes, but each byte of it begins Tomcat's time-out anew), and where connections run
 * short those go that wait for their clients, so that there are always some for others. Must be public, as Tomcat makes it
 * by its name.
 */
public final class GuardedProtocol extends Http11NioProtocol {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedProtocol.class);
    private static final long LOOK_MS = 250;

    /** What a connection that isn't at work reads or writes at once. */
    private static final int NARROW = 1024;

    /** The longest of ours is a file's name in a {@code Content-Disposition}, below 3 KiB. */
    private static final int RESPONSE_HEAD = 4 * 1024;

    /** One in so many connections is left free for those that come until the next look. */
    private static final int SPARE = 8;

    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Bodies.threads("connections-"));
    private long headNanos = Long.MAX_VALUE;
    private int mayStay = Integer.MAX_VALUE;
    private @Nullable Refusals refusals;

    /** What a connection is that waits for its client without a thread: the first kinds go first, of one kind the oldest. */
    private enum Waits {
        /** Between two requests, or before the first. */
        IDLE,
        /** In the middle of a head. */
        HEAD,
        /** For the first bytes or the rest of a body, or for its answer to be read. */
        REQUEST
    }

    /** @param since in one unit for all of a kind */
    private record Waiting(SocketWrapperBase<NioChannel> connection, Waits kind, long since) {}

    @Override
    public int getDesiredBufferSize() {
        // Whole answers are buffered in front of it.
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
        // A buffer that grew isn't for the next connection.
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
            // It has to go on looking.
            LOG.error("Can't look after the connections", e);
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

    /** Closes connections that wait for their clients where there are more than may stay open. */
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
            // A thread is at it.
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
            return processor.waits() ? new Waiting(connection, Waits.REQUEST, processor.waitingSince()) : null;
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

    /** Lets Tomcat find that nothing comes and nothing can be written any more, and close the connection in its own way. */
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
