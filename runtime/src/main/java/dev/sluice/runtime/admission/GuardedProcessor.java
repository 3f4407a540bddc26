package dev.sluice.runtime.admission;

import java.io.IOException;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's processor for the requests of a connection. It also tracks whether the request waits for its client without
 * a thread, and enlarges the buffers of an active connection.
 */
final class GuardedProcessor extends Http11Processor {
    /** The buffer size of an active connection. */
    static final int WIDE = 8 * 1024;

    /** The note of a request that holds its processor; Tomcat leaves the last ones to applications. */
    private static final int NOTE = 31;

    private static final long NOT_WAITING = Long.MIN_VALUE;

    private @Nullable SocketWrapperBase<?> connection;
    private volatile long headSince = NOT_WAITING;
    private volatile long waitingSince = NOT_WAITING;

    GuardedProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
        super(protocol, adapter);
        request.setNote(NOTE, this);
    }

    /** The processor of a request; null on a server that isn't configured here. */
    static @Nullable GuardedProcessor of(Request request) {
        return request.getNote(NOTE) instanceof GuardedProcessor processor ? processor : null;
    }

    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
        connection = socket;
        headSince = NOT_WAITING;
        markActive();
        SocketState state = super.service(socket);
        // Tomcat keeps the processor for a connection in the middle of a head, or with an asynchronous request.
        if (state == SocketState.LONG && !isAsync()) {
            headSince = request.getStartTimeNanos();
        }
        return state;
    }

    /** Whether the head of a request has been received in part. */
    boolean isInHead() {
        return headSince != NOT_WAITING;
    }

    /** Since when it has. */
    long headSince() {
        return headSince;
    }

    /** Enlarges the buffers. Called by a thread of the server. */
    void widen() {
        if (connection != null) {
            connection.getSocketBufferHandler().expand(WIDE);
        }
    }

    /** Shuts down the socket of the current connection. */
    Runnable shutDown() {
        SocketWrapperBase<?> socket = connection;
        return () -> {
            if (socket != null && socket.getSocket() instanceof NioChannel channel) {
                GuardedProtocol.shutDown(channel);
            }
        };
    }

    /** The request waits for its client without a thread. */
    void markWaiting() {
        waitingSince = System.nanoTime();
    }

    void markActive() {
        waitingSince = NOT_WAITING;
    }

    /** Whether the request waits for its client without a thread. */
    boolean isWaiting() {
        return waitingSince != NOT_WAITING;
    }

    /** Since when it has been waiting, by {@link System#nanoTime}. */
    long waitingSince() {
        return waitingSince;
    }
}
