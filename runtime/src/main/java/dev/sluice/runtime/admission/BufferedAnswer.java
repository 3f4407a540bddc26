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
 * A response that is buffered until it is complete, so that it can be written without blocking a thread. A response
 * that outgrows the buffer counts as a large answer, of which only a few are allowed at once: it is written by the
 * thread that produces it, and aborted if its client is too slow. An event stream is written the same way, without that
 * limit.
 */
final class BufferedAnswer extends HttpServletResponseWrapper {
    static final int MAX_BUFFERED = 256 * 1024;

    /**
     * The buffer limit for metrics, which never count as a large answer: monitoring must not wait for other responses.
     */
    static final int MAX_HEALTH_BYTES = 8 * 1024 * 1024;

    private static final String EVENTS = "text/event-stream";

    /** The destination of written bytes. */
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
    private final int maxBuffered;
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
        this.maxBuffered = RequestThreads.isHealth(request.getRequestURI()) ? MAX_HEALTH_BYTES : MAX_BUFFERED;
        this.pace = properties.pace();
    }

    /** Whether it became a large answer while no place for one was free. */
    boolean isRefused() {
        return way == Way.NOWHERE;
    }

    /** Whether it is completely buffered. */
    boolean isBuffered() {
        return way == Way.BUFFER;
    }

    /** Takes the buffered bytes. */
    byte[] take() {
        if (writer != null) {
            writer.flush();
        }
        byte[] bytes = buffer.toByteArray();
        buffer = new Bytes();
        return bytes;
    }

    /** Resets the response after a refusal, to write the refusal. */
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
     * Not passed to the server, which would write an error page immediately: with a blocking thread, and before the
     * request is finished here.
     */
    @Override
    public void sendError(int status) throws IOException {
        if (response.isCommitted()) {
            throw new IllegalStateException(
                    "a part of the response is sent already, so its status can't become " + status);
        }
        response.setStatus(status);
        buffer = new Bytes();
        error = status;
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        sendError(status);
    }

    /** Takes the status for which an error page is to be written, or 0. */
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
        return maxBuffered;
    }

    @Override
    public void setBufferSize(int size) {
        // The size doesn't change.
    }

    private void write(byte[] bytes, int offset, int length) throws IOException {
        if (error != 0) {
            return;
        }
        if (way == Way.BUFFER && request.getAttribute(RequestFilter.LARGE) != null) {
            stream(Way.LARGE);
        }
        if (way == Way.BUFFER && buffer.size() + length > maxBuffered) {
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
            // A shorter write doesn't count as waiting.
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

        /** Doesn't end the response; the filter does. */
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
            throw new IllegalStateException("non-blocking writes are not supported");
        }
    }
}
