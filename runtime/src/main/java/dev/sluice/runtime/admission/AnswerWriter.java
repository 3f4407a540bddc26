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

/** Writes an answer as fast as its client takes it, without a thread that waits, and ends the request. */
final class AnswerWriter implements WriteListener, AsyncListener {
    /**
     * With the head before it that fits into what a connection writes at once: of more, Tomcat keeps what the client doesn't take
     * in 64 KiB of its own.
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
     * @param unread where it is while its client doesn't read
     * @param rest what is unread of the request and to be dropped afterwards, or null
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
        isAtWork();
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
        isWaiting();
    }

    private void afterAnswer() throws IOException {
        if (rest == null) {
            end();
        } else {
            rest.drain(this::end);
        }
    }

    private void isWaiting() {
        unread.add(this);
        connection.isWaiting();
    }

    private void isAtWork() {
        unread.remove(this);
        connection.isAtWork();
    }

    /** In bytes. */
    int length() {
        return answer.length;
    }

    /** Ends it in the middle. */
    void cutOff() {
        shutDown.run();
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            isAtWork();
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
        isAtWork();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // There is one way to end.
    }
}
