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
 * Tomcat's own processor of one connection's requests, which knows besides whether it waits for the client without a thread,
 * and gives a connection larger buffers once it is at work.
 */
final class GuardedProcessor extends Http11Processor {
    /** Of what a connection at work reads and writes at once. */
    static final int WIDE = 8 * 1024;

    /** Where a request has its processor; Tomcat leaves the last of its places to others. */
    private static final int NOTE = 31;

    private static final long NOT_WAITING = Long.MIN_VALUE;

    private @Nullable SocketWrapperBase<?> connection;
    private volatile long headSince = NOT_WAITING;
    private volatile long waitingSince = NOT_WAITING;

    GuardedProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
        super(protocol, adapter);
        request.setNote(NOTE, this);
    }

    /** That of a request; none where the server isn't of ours. */
    static @Nullable GuardedProcessor of(Request request) {
        return request.getNote(NOTE) instanceof GuardedProcessor processor ? processor : null;
    }

    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
        connection = socket;
        headSince = NOT_WAITING;
        isAtWork();
        SocketState state = super.service(socket);
        // Tomcat keeps it for the connection in the middle of a head, and of a request that goes on without a thread.
        if (state == SocketState.LONG && !isAsync()) {
            headSince = request.getStartTimeNanos();
        }
        return state;
    }

    /** Whether it is in the middle of a request's head. */
    boolean isInHead() {
        return headSince != NOT_WAITING;
    }

    /** Since when it is. */
    long headSince() {
        return headSince;
    }

    /** Makes room for what is read and written from now on. To be called by a thread of the server. */
    void widen() {
        if (connection != null) {
            connection.getSocketBufferHandler().expand(WIDE);
        }
    }

    /** What ends the socket of the connection that it has now. */
    Runnable shutDown() {
        SocketWrapperBase<?> socket = connection;
        return () -> {
            if (socket != null && socket.getSocket() instanceof NioChannel channel) {
                GuardedProtocol.shutDown(channel);
            }
        };
    }

    /** No thread does anything for the request until its client goes on. */
    void isWaiting() {
        waitingSince = System.nanoTime();
    }

    void isAtWork() {
        waitingSince = NOT_WAITING;
    }

    /** Whether it waits for its client without a thread. */
    boolean waits() {
        return waitingSince != NOT_WAITING;
    }

    /** Since when it waits, as {@link System#nanoTime} has it. */
    long waitingSince() {
        return waitingSince;
    }
}
