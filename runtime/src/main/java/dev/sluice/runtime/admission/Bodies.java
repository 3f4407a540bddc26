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
 * Takes requests with bodies in: each gets a thread when its first bytes are there and a place is free, and none of the
 * server's.
 */
public final class Bodies implements AutoCloseable {
    private static final long LOOK_MS = 250;

    /** How many bodies of a kind may be read at once. */
    public interface Places {
        /**
         * Takes a place.
         *
         * @throws IOException if none is free
         */
        void enter() throws IOException;

        void leave();
    }

    /** What is done with a body. */
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
     * Has a worker do what is to be done with a request's body.
     *
     * @param places of which the work takes one, from its body's first bytes to its end
     * @param work is given the request with a body that it reads as from any stream. A {@link SlowClientException} comes
     *     out of that where the client is too slow
     * @return what the work returned or threw; what {@code places} threw; or why the first bytes didn't come
     */
    public <T> DeferredResult<T> receive(HttpServletRequest request, Places places, Work<T> work) {
        DeferredResult<T> result = new DeferredResult<>(0L);
        WebAsyncUtils.getAsyncManager(request)
                .registerDeferredResultInterceptor(this, new DeferredResultProcessingInterceptor() {
                    @Override
                    public <R> void preProcess(NativeWebRequest web, DeferredResult<R> same) throws IOException {
                        begin(request, places, work, result);
                    }

                    /** What the worker meets, or the gate, is what came of the request. */
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

    /** Looks from time to time whether its client is too slow, until it is over. */
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
