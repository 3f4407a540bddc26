package dev.sluice.runtime.admission;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Writes a buffered response as fast as its client reads it, without blocking a thread, then ends the request. */
final class AnswerWriter implements WriteListener, AsyncListener {
    /**
     * Fits, with the head before it, into the connection's write buffer: beyond that, Tomcat buffers what the client
     * doesn't read in another 64 KiB.
     */
    private static final int SLICE = GuardedProcessor.WIDE / 2;

    private final AsyncContext context;
    private final ServletOutputStream out;
    private final ServerConnection connection;
    private final Runnable shutDown;
    private final UnreadAnswers unread;
    private final byte[] answer;
    private final @Nullable GatedBody rest;
    private final AtomicBoolean ended = new AtomicBoolean();
    private int written;
    private boolean flushed;

    private AnswerWriter(
            AsyncContext context,
            ServletOutputStream out,
            ServerConnection connection,
            UnreadAnswers unread,
            byte[] answer,
            @Nullable GatedBody rest) {
        this.context = context;
        this.out = out;
        this.connection = connection;
        this.shutDown = connection.shutDown();
        this.unread = unread;
        this.answer = answer;
        this.rest = rest;
    }

    /**
     * @param unread the registry for the time in which the client doesn't read
     * @param rest the unread rest of the request, to be drained afterwards, or null
     */
    static void begin(
            HttpServletRequest request,
            ServletOutputStream out,
            ServerConnection connection,
            UnreadAnswers unread,
            byte[] answer,
            @Nullable GatedBody rest,
            WebProperties properties) {
        AsyncContext context = request.startAsync();
        AnswerWriter writer = new AnswerWriter(context, out, connection, unread, answer, rest);
        context.setTimeout(properties.slowGrace().toMillis()
                + answer.length * 1_000L / properties.minRate()
                + (rest == null ? 0 : properties.maxReadTime().toMillis()));
        context.addListener(writer);
        if (answer.length > 0) {
            connection.widen();
        }
        out.setWriteListener(writer);
    }

    @Override
    public void onWritePossible() throws IOException {
        if (ended.get()) {
            return;
        }
        markActive();
        while (out.isReady()) {
            if (flushed && written == answer.length) {
                afterAnswer();
                return;
            }
            int part = Math.min(SLICE, answer.length - written);
            out.write(answer, written, part);
            written += part;
            if (out.isReady()) {
                flushed = true;
                out.flush();
            }
        }
        markWaiting();
    }

    private void afterAnswer() throws IOException {
        if (rest == null) {
            end();
        } else {
            rest.drain(this::end);
        }
    }

    private void markWaiting() {
        unread.add(this);
        connection.markWaiting();
    }

    private void markActive() {
        unread.remove(this);
        connection.markActive();
    }

    /** In bytes. */
    int length() {
        return answer.length;
    }

    /** Aborts the response. */
    void cutOff() {
        shutDown.run();
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            markActive();
            if (rest != null) {
                if (rest.hasMore()) {
                    connection.leaveRestUnread();
                }
                rest.end();
            }
            context.complete();
        }
    }

    @Override
    public void onError(Throwable why) {
        end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        connection.breakOff("the client doesn't read its answer");
        end();
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        markActive();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // The request ends once, whichever callback comes first.
    }
}
