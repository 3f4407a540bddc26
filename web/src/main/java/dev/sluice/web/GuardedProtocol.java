package dev.sluice.web;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Constants;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's own protocol with a time limit for the head of a request. A head costs no thread while it comes, but each byte of
 * it begins Tomcat's time-out anew. Must be public, as Tomcat makes it by its name.
 */
public final class GuardedProtocol extends Http11NioProtocol {
    private static final long LOOK_MS = 250;

    /** When the head that a connection is in the middle of was first seen. */
    private final Map<SocketWrapperBase<?>, Long> heads = new HashMap<>();

    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Bodies.threads("head-clock-"));
    private long headNanos = Long.MAX_VALUE;
    private Runnable onSlowHead = () -> {};

    void limitHeads(WebProperties properties, Refusals refusals) {
        headNanos = properties.slowGrace().toNanos();
        onSlowHead = refusals::slowHead;
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
        long now = System.nanoTime();
        Map<SocketWrapperBase<?>, Long> still = new HashMap<>();
        for (SocketWrapperBase<NioChannel> connection : getEndpoint().getConnections()) {
            if (isInHead(connection)) {
                long since = heads.getOrDefault(connection, now);
                if (now - since < headNanos) {
                    still.put(connection, since);
                } else {
                    end(connection);
                }
            }
        }
        heads.clear();
        heads.putAll(still);
    }

    /** A connection has a processor from the first byte of a request on. */
    private static boolean isInHead(SocketWrapperBase<?> connection) {
        return connection.getCurrentProcessor() instanceof Processor processor
                && processor.getRequest() != null
                && processor.getRequest().getRequestProcessor().getStage() == Constants.STAGE_PARSE;
    }

    /** Lets Tomcat find the end of the input, and close the connection in its own way. */
    private void end(SocketWrapperBase<NioChannel> connection) {
        onSlowHead.run();
        try {
            connection.getSocket().getIOChannel().shutdownInput();
        } catch (IOException | RuntimeException e) {
            // It is closed already.
        }
    }
}
