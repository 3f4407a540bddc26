package dev.sluice.runtime.admission;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.DeferredResultProcessingInterceptor;
import org.springframework.web.context.request.async.WebAsyncUtils;

/**
 * Receives requests with bodies. Each gets a worker thread, none of the server's, once its first bytes have arrived and
 * a place is free.
 */
public final class Bodies implements AutoCloseable {
    private static final long LOOK_MS = 250;

    /** The places for bodies of a kind that are read concurrently. */
    public interface Places {
        /**
         * Takes a place.
         *
         * @throws IOException if none is free
         */
        void enter() throws IOException;

        void leave();
    }

    /** Processes a body. */
    @FunctionalInterface
    public interface Work<T> {
        T with(HttpServletRequest request) throws Exception;
    }

    private final WebProperties properties;
    private final Set<GatedBody> waiting = ConcurrentHashMap.newKeySet();
    private final ExecutorService workers = Executors.newCachedThreadPool(threads("body-"));
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(threads("body-clock-"));

    Bodies(WebProperties properties) {
        this.properties = properties;
        var unused = clock.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    /**
     * Lets a worker process the body of a request.
     *
     * @param places the work takes one of them, from the first bytes of its body to its end
     * @param work receives the request with a body that it reads like any stream; reading throws a {@link
     *     SlowClientException} if the client is too slow
     * @return the result of the work or its exception; the exception of {@code places}; or the reason why the first
     *     bytes didn't arrive
     */
    public <T> DeferredResult<T> receive(HttpServletRequest request, Places places, Work<T> work) {
        DeferredResult<T> result = new DeferredResult<>(0L);
        WebAsyncUtils.getAsyncManager(request)
                .registerDeferredResultInterceptor(this, new DeferredResultProcessingInterceptor() {
                    @Override
                    public <R> void preProcess(NativeWebRequest web, DeferredResult<R> same) throws IOException {
                        begin(request, places, work, result);
                    }

                    /** The outcome is that of the worker or the gate, not the server's error. */
                    @Override
                    public <R> boolean handleError(NativeWebRequest web, DeferredResult<R> same, Throwable why) {
                        return false;
                    }
                });
        return result;
    }

    private <T> void begin(HttpServletRequest request, Places places, Work<T> work, DeferredResult<T> result)
            throws IOException {
        ServletInputStream in = request.getInputStream();
        GatedBody.Gate gate = new GatedBody.Gate() {
            @Override
            public void open(GatedBody body) {
                try {
                    places.enter();
                } catch (IOException e) {
                    result.setErrorResult(e);
                    return;
                }
                workers.execute(() -> run(new WithBody(request, body), places, work, result));
            }

            @Override
            public void fail(IOException why) {
                result.setErrorResult(why);
            }
        };
        GatedBody body = new GatedBody(in, RequestFilter.connection(request), properties, gate);
        request.setAttribute(RequestFilter.GATED_BODY, body);
        watch(body);
        body.begin();
    }

    /** Periodically checks whether the body's client is too slow, until the body is finished. */
    void watch(GatedBody body) {
        waiting.add(body);
    }

    private static <T> void run(WithBody request, Places places, Work<T> work, DeferredResult<T> result) {
        GatedBody body = request.body;
        T done;
        try {
            done = work.with(request);
        } catch (Exception e) {
            body.dropWhatComes();
            places.leave();
            result.setErrorResult(e);
            return;
        } catch (Error e) {
            places.leave();
            result.setErrorResult(e);
            throw e;
        }
        body.dropWhatComes();
        places.leave();
        result.setResult(done);
    }

    private void look() {
        waiting.forEach(GatedBody::look);
        waiting.removeIf(GatedBody::isOver);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        workers.shutdownNow();
    }

    static ThreadFactory threads(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    private static final class WithBody extends HttpServletRequestWrapper {
        private final GatedBody body;

        WithBody(HttpServletRequest request, GatedBody body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            return body;
        }
    }
}
