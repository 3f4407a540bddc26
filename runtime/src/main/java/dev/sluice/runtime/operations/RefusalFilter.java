package dev.sluice.runtime.operations;

import dev.sluice.runtime.http.Caller;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/**
 * Counts requests that are refused: those that lack a key, a right or what is left of a quota, and uploads that are not
 * stored. What is asked for and doesn't exist, or is asked in a wrong way, is no refusal.
 */
final class RefusalFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    /** The first parts of paths. A client can make up others, which are counted together. */
    private static final Set<String> PATHS = Set.of(
            "upload",
            "uploads",
            "ingest",
            "files",
            "status",
            "results",
            "events",
            "datasets",
            "measurements",
            "operations",
            "system",
            "health",
            "metrics");

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final String OTHER = "other";

    private final transient RefusalCounts counts;

    RefusalFilter(RefusalCounts counts) {
        this.counts = counts;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, response);
        if (request.isAsyncStarted()) {
            request.getAsyncContext().addListener(new AtEnd(request, response));
        } else {
            count(request, response);
        }
    }

    private void count(HttpServletRequest request, HttpServletResponse response) {
        int status = response.getStatus();
        String operation = operation(request);
        if (isRefusal(request.getMethod(), operation, status)) {
            counts.add(Caller.of(request).name(), operation, status);
        }
    }

    private static boolean isRefusal(String method, String operation, int status) {
        return status == 401
                || status == 403
                || status == 429
                || (status >= 400
                        && status != 404
                        && status != 405
                        && !method.equals("GET")
                        && !method.equals("HEAD")
                        && !operation.endsWith(OTHER));
    }

    private static String operation(HttpServletRequest request) {
        String method = request.getMethod().toUpperCase(Locale.ROOT);
        String[] parts = request.getRequestURI().split("/", 3);
        String first = parts.length > 1 && PATHS.contains(parts[1]) ? parts[1] : OTHER;
        return (METHODS.contains(method) ? method : OTHER) + " /" + first;
    }

    /** Counts a request whose answer is made in another thread. */
    private final class AtEnd implements AsyncListener {
        private final HttpServletRequest request;
        private final HttpServletResponse response;

        AtEnd(HttpServletRequest request, HttpServletResponse response) {
            this.request = request;
            this.response = response;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            count(request, response);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // It completes after that.
        }

        @Override
        public void onError(AsyncEvent event) {
            // It completes after that.
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
