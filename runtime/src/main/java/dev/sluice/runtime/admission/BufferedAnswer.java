package dev.sluice.runtime.admission;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is kept until all of it is there, so that it can be written without a thread that waits for its client.
 * One that outgrows the buffer is a large answer, of which there may be few at once: it is written as it is made, by the
 * thread that makes it, and breaks off where its client is too slow. So is a stream of events, without a limit of ours.
 */
final class BufferedAnswer extends HttpServletResponseWrapper {
    static final int MOST_BUFFERED = 256 * 1024;

    /** Metrics are no large answer, however many there are: who asks for them must not wait for others' answers. */
    static final int MOST_OF_HEALTH = 8 * 1024 * 1024;

    private static final String EVENTS = "text/event-stream";

    /** Where the bytes go. */
    private enum Way {
        BUFFER,
        LARGE,
        EVENTS,
        NOWHERE
    }

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final LargeAnswers largeAnswers;
    private final WebProperties properties;
    private final int mostBuffered;
    private final Pace pace;
    private final ServletOutputStream out = new Out();
    private @Nullable PrintWriter writer;
    private Bytes buffer = new Bytes();
    private Way way = Way.BUFFER;
    private int error;

    BufferedAnswer(
            HttpServletRequest request,
            HttpServletResponse response,
            LargeAnswers largeAnswers,
            WebProperties properties) {
        super(response);
        this.request = request;
        this.response = response;
        this.largeAnswers = largeAnswers;
        this.properties = properties;
        this.mostBuffered = RequestThreads.isHealth(request.getRequestURI()) ? MOST_OF_HEALTH : MOST_BUFFERED;
        this.pace = properties.pace();
    }

    /** Whether it turned out to be a large one more than there may be. */
    boolean isRefused() {
        return way == Way.NOWHERE;
    }

    /** Whether it is all in the buffer. */
    boolean isBuffered() {
        return way == Way.BUFFER;
    }

    /** Takes what is in the buffer. */
    byte[] take() {
        if (writer != null) {
            writer.flush();
        }
        byte[] bytes = buffer.toByteArray();
        buffer = new Bytes();
        return bytes;
    }

    /** Begins anew after a refusal, to say so. */
    void beginAgain() {
        way = Way.BUFFER;
        writer = null;
        reset();
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return out;
    }

    @Override
    public PrintWriter getWriter() {
        if (writer == null) {
            writer = new PrintWriter(new OutputStreamWriter(out, Charset.forName(getCharacterEncoding())));
        }
        return writer;
    }

    @Override
    public void flushBuffer() throws IOException {
        if (writer != null) {
            writer.flush();
        }
        out.flush();
    }

    @Override
    public boolean isCommitted() {
        return error != 0 || response.isCommitted();
    }

    @Override
    public void reset() {
        response.reset();
        error = 0;
        buffer = new Bytes();
    }

    @Override
    public void resetBuffer() {
        response.resetBuffer();
        buffer = new Bytes();
    }

    /**
     * Kept from the server, which would have an error page written there and then: by a thread that waits, and in the middle
     * of what is made of the rest of the request here.
     */
    @Override
    public void sendError(int status) throws IOException {
        if (response.isCommitted()) {
            throw new IllegalStateException("a part of the answer is on its way, so it can't become status " + status);
        }
        response.setStatus(status);
        buffer = new Bytes();
        error = status;
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        sendError(status);
    }

    /** Takes the status of the error that the answer is to be, or 0, so that its page can be written. */
    int takeError() {
        int taken = error;
        error = 0;
        return taken;
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        buffer = new Bytes();
        response.sendRedirect(location);
    }

    @Override
    public int getBufferSize() {
        return mostBuffered;
    }

    @Override
    public void setBufferSize(int size) {
        // It is as large as it is.
    }

    private void write(byte[] bytes, int offset, int length) throws IOException {
        if (error != 0) {
            return;
        }
        if (way == Way.BUFFER && request.getAttribute(RequestFilter.LARGE) != null) {
            stream(Way.LARGE);
        }
        if (way == Way.BUFFER && buffer.size() + length > mostBuffered) {
            if (!largeAnswers.enter(request)) {
                way = Way.NOWHERE;
                buffer = new Bytes();
            } else {
                stream(Way.LARGE);
            }
        }
        switch (way) {
            case BUFFER -> buffer.write(bytes, offset, length);
            case LARGE -> writeLarge(bytes, offset, length);
            case EVENTS -> response.getOutputStream().write(bytes, offset, length);
            case NOWHERE -> throw new IOException("too many large answers at once");
        }
    }

    private void stream(Way now) throws IOException {
        way = now;
        if (now == Way.LARGE) {
            RequestFilter.connection(request).widen();
        }
        byte[] bytes = buffer.toByteArray();
        buffer = new Bytes();
        if (bytes.length > 0) {
            write(bytes, 0, bytes.length);
        }
    }

    private void writeLarge(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        for (int at = offset; at < end; at += 8 * 1024) {
            int part = Math.min(8 * 1024, end - at);
            long start = System.nanoTime();
            response.getOutputStream().write(bytes, at, part);
            long took = System.nanoTime() - start;
            pace.moved(part);
            // What takes less is no waiting.
            if (took > TimeUnit.MILLISECONDS.toNanos(1)) {
                pace.waited(took);
                if (pace.isTooSlow()) {
                    throw new SlowClientException(properties);
                }
            }
        }
    }

    private boolean isEvents() {
        String type = getContentType();
        return type != null && type.startsWith(EVENTS);
    }

    private static final class Bytes extends ByteArrayOutputStream {}

    private final class Out extends ServletOutputStream {
        @Override
        public void write(int one) throws IOException {
            BufferedAnswer.this.write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            BufferedAnswer.this.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            if (way == Way.BUFFER && isEvents()) {
                stream(Way.EVENTS);
            }
            if (way == Way.LARGE || way == Way.EVENTS) {
                response.flushBuffer();
            }
        }

        /** Closing doesn't end an answer: the filter does. */
        @Override
        public void close() throws IOException {
            flush();
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("this answer is written by waiting for its client");
        }
    }
}
