package dev.sluice.runtime.admission;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, which occupies no thread until its first bytes have arrived. Until then (the gate) the server
 * signals available bytes; after that one worker reads it like any stream, and waits for a slow client no longer than
 * its {@link Pace} allows. The rest that the worker leaves can be {@linkplain #drain drained}, again without a thread.
 */
final class GatedBody extends ServletInputStream implements ReadListener {
    /** The number of bytes (or the whole of a smaller body) that must arrive before a worker is used. */
    private static final int FIRST_BYTES = 8 * 1024;

    /** The initial size of the buffer for these bytes. */
    private static final int INITIAL_BYTES = 512;

    /** A client that sends nothing for this long is taken to be waiting for the response. */
    private static final long PAUSE_MS = 250;

    /** Waits for the first bytes. */
    interface Gate {
        /** The first bytes have arrived. Must not block. */
        void open(GatedBody body);

        /** They will not arrive. */
        void fail(IOException why);
    }

    private static final Gate NO_GATE = new Gate() {
        @Override
        public void open(GatedBody body) {}

        @Override
        public void fail(IOException why) {}
    };

    private enum Phase {
        GATE,
        WORKER,
        DRAIN,
        END
    }

    private final ServletInputStream in;
    private final ServerConnection connection;
    private final WebProperties properties;
    private final Pace pace;
    private final Gate gate;

    /** Guards phase, signals and the bytes read at the gate. */
    private final Object lock = new Object();

    private Phase phase = Phase.GATE;
    private boolean listening;
    private boolean signalled;
    private @Nullable Throwable failure;
    /** Grows with the bytes that arrive. */
    private byte[] first = {};

    private int firstLength;
    private int firstRead;
    private long lastLook = System.nanoTime();
    private long mayDrain;
    private @Nullable Runnable drained;

    GatedBody(ServletInputStream in, ServerConnection connection, WebProperties properties, Gate gate) {
        this.in = in;
        this.connection = connection;
        this.properties = properties;
        this.pace = properties.pace();
        this.gate = gate;
    }

    /** A body without a reader, to be {@linkplain #drain drained}. */
    static GatedBody unwanted(ServletInputStream in, ServerConnection connection, WebProperties properties) {
        GatedBody body = new GatedBody(in, connection, properties, NO_GATE);
        body.phase = Phase.WORKER;
        return body;
    }

    /** Starts to wait for the first bytes; the request must be asynchronous. */
    void begin() {
        connection.markWaiting();
        listen();
        if (in.isFinished()) {
            openGate();
        }
    }

    private void listen() {
        listening = true;
        in.setReadListener(this);
    }

    @Override
    public void onDataAvailable() throws IOException {
        switch (signal()) {
            case GATE -> fillFirst();
            case DRAIN -> drainSome();
            default -> {}
        }
    }

    @Override
    public void onAllDataRead() {
        switch (signal()) {
            case GATE -> openGate();
            case DRAIN -> endDrain();
            default -> {}
        }
    }

    @Override
    public void onError(Throwable problem) {
        synchronized (lock) {
            failure = problem;
        }
        switch (signal()) {
            case GATE -> failGate(problem instanceof IOException io ? io : new IOException(problem));
            case DRAIN -> endDrain();
            default -> {}
        }
    }

    private Phase signal() {
        synchronized (lock) {
            signalled = true;
            lock.notifyAll();
            return phase;
        }
    }

    private void fillFirst() throws IOException {
        boolean full;
        synchronized (lock) {
            while (firstLength < FIRST_BYTES && in.isReady()) {
                if (firstLength == first.length) {
                    first = Arrays.copyOf(first, Math.min(FIRST_BYTES, Math.max(INITIAL_BYTES, 2 * firstLength)));
                }
                int read = in.read(first, firstLength, first.length - firstLength);
                if (read <= 0) {
                    break;
                }
                firstLength += read;
                pace.moved(read);
            }
            full = firstLength == FIRST_BYTES;
        }
        if (full || in.isFinished()) {
            openGate();
        }
    }

    private void openGate() {
        if (leave(Phase.GATE, Phase.WORKER)) {
            connection.markActive();
            connection.widen();
            gate.open(this);
        }
    }

    private void failGate(IOException why) {
        if (leave(Phase.GATE, Phase.END)) {
            connection.markActive();
            gate.fail(why);
        }
    }

    private boolean leave(Phase from, Phase to) {
        synchronized (lock) {
            if (phase != from) {
                return false;
            }
            phase = to;
            lastLook = System.nanoTime();
            return true;
        }
    }

    /** Checks whether the client is too slow while no thread waits for it; called periodically. */
    void look() {
        boolean tooSlow;
        Phase now;
        synchronized (lock) {
            now = phase;
            if (now != Phase.GATE && now != Phase.DRAIN) {
                return;
            }
            long time = System.nanoTime();
            pace.waited(time - lastLook);
            lastLook = time;
            tooSlow = pace.isTooSlow();
        }
        if (tooSlow && now == Phase.GATE) {
            failGate(new SlowClientException(properties));
        } else if (tooSlow) {
            endDrain();
        }
    }

    /** Whether the body is finished, so that it needn't be checked any more. */
    boolean isOver() {
        synchronized (lock) {
            return phase == Phase.END;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (firstRead < firstLength) {
            int read = Math.min(length, firstLength - firstRead);
            System.arraycopy(first, firstRead, target, offset, read);
            firstRead += read;
            return read;
        }
        while (true) {
            synchronized (lock) {
                if (failure != null) {
                    throw new IOException("the request broke off", failure);
                }
                signalled = false;
            }
            int read = readNow(target, offset, length);
            if (read != 0) {
                pace.moved(Math.max(0, read));
                return read;
            }
            awaitSignal();
        }
    }

    /** Reads the available bytes: 0 if there are none yet, -1 at the end. */
    private int readNow(byte[] target, int offset, int length) throws IOException {
        try {
            while (!in.isFinished()) {
                if (!in.isReady()) {
                    return 0;
                }
                int read = in.read(target, offset, length);
                if (read != 0) {
                    return read;
                }
            }
            return -1;
        } catch (IllegalStateException | NullPointerException e) {
            // The server has recycled the request because its connection is closed.
            throw new IOException("the request broke off", e);
        }
    }

    private void awaitSignal() throws IOException {
        synchronized (lock) {
            while (!signalled) {
                long start = System.nanoTime();
                try {
                    // At least a millisecond, as 0 would wait forever.
                    lock.wait(1 + TimeUnit.NANOSECONDS.toMillis(pace.nanosToNextLook()));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw (InterruptedIOException) new InterruptedIOException("the server is stopping").initCause(e);
                }
                pace.waited(System.nanoTime() - start);
                if (pace.isTooSlow()) {
                    throw new SlowClientException(properties);
                }
            }
        }
    }

    /**
     * Reads and drops what the client sends without a pause: a client that reads no response before it has sent
     * everything would otherwise find the connection closed, and never learn the reason.
     */
    void dropWhatComes() {
        byte[] dropped = new byte[64 * 1024];
        long left = properties.maxDrain();
        long end = System.nanoTime() + properties.slowGrace().toNanos();
        try {
            while (left > 0 && System.nanoTime() - end < 0) {
                synchronized (lock) {
                    if (failure != null) {
                        return;
                    }
                    signalled = false;
                }
                int read = readNow(dropped, 0, dropped.length);
                if (read < 0 || (read == 0 && !isSignalledWithin(PAUSE_MS))) {
                    return;
                }
                left -= read;
            }
        } catch (IOException e) {
            // Then there is no client to respond to either.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isSignalledWithin(long ms) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        synchronized (lock) {
            while (!signalled && System.nanoTime() - end < 0) {
                lock.wait(1 + TimeUnit.NANOSECONDS.toMillis(Math.max(0, end - System.nanoTime())));
            }
            return signalled;
        }
    }

    /** Whether a part of the body is unread. */
    boolean hasMore() {
        synchronized (lock) {
            return failure == null && !in.isFinished();
        }
    }

    /**
     * Reads and drops the rest, up to a limit, unless the client is too slow.
     *
     * @param done runs at the end
     */
    void drain(Runnable done) throws IOException {
        boolean over;
        synchronized (lock) {
            over = phase == Phase.END && failure != null;
            phase = Phase.DRAIN;
            mayDrain = properties.maxDrain();
            drained = done;
            lastLook = System.nanoTime();
        }
        connection.markWaiting();
        if (over) {
            endDrain();
        } else if (listening) {
            drainSome();
        } else {
            // The server calls the listener when bytes are available, and never for a body that has ended.
            listen();
            if (in.isFinished()) {
                endDrain();
            }
        }
    }

    private void drainSome() throws IOException {
        byte[] dropped = new byte[8 * 1024];
        while (mayDrain > 0 && !in.isFinished() && in.isReady()) {
            int read = in.read(dropped);
            if (read < 0) {
                break;
            }
            pace.moved(read);
            mayDrain -= read;
        }
        if (mayDrain <= 0 || in.isFinished()) {
            endDrain();
        }
    }

    private void endDrain() {
        Runnable done;
        synchronized (lock) {
            if (phase == Phase.END) {
                return;
            }
            phase = Phase.END;
            done = drained;
        }
        connection.markActive();
        if (done != null) {
            done.run();
        }
    }

    /** Called when the request has ended. */
    void end() {
        synchronized (lock) {
            phase = Phase.END;
        }
    }

    @Override
    public int available() throws IOException {
        return firstLength - firstRead;
    }

    @Override
    public boolean isFinished() {
        return firstRead == firstLength && in.isFinished();
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
        throw new IllegalStateException("non-blocking reads are not supported");
    }
}
