package dev.sluice.access.web;

import dev.sluice.access.key.ApiKey;
import dev.sluice.access.key.Quota;
import dev.sluice.access.quota.ClientQuotas;
import dev.sluice.runtime.http.Right;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Refuses requests of clients that have used up a quota, before anything of their bodies is read. */
final class QuotaFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient ClientQuotas quotas;
    private final transient Refusals refusals;

    QuotaFilter(ClientQuotas quotas, Refusals refusals) {
        this.quotas = quotas;
        this.refusals = refusals;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Checked checked = Checked.of(request);
        ApiKey key = checked.key();
        if (key == null
                || checked.requirement().key() == Requirement.Key.NONE
                || key.quota().equals(Quota.UNLIMITED)) {
            chain.doFilter(request, response);
            return;
        }
        Duration wait = quotas.request(key);
        if (wait != null) {
            String detail = "expected at most " + key.quota().requestsPerSecond()
                    + " requests a second of the client \"" + key.name() + "\", found more";
            refusals.exceeded(request, response, "requests_per_second", detail, wait);
            return;
        }
        boolean upload = checked.requirement().right() == Right.WRITE;
        if (upload && !quotas.begin(key)) {
            String detail = "expected at most " + key.quota().uploads() + " uploads in progress of the client \""
                    + key.name() + "\", found as many";
            refusals.exceeded(request, response, "uploads", detail, Duration.ofSeconds(1));
            return;
        }
        Ending ending = new Ending(key, upload);
        try {
            if (withinBytes(request, response, key)) {
                chain.doFilter(
                        request.getContentLengthLong() < 0 ? new Counted(request, ending.bytes) : request, response);
            }
        } finally {
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(ending);
            } else {
                ending.run();
            }
        }
    }

    /** A body without a length may arrive while anything is left; it is counted when it is there. */
    private boolean withinBytes(HttpServletRequest request, HttpServletResponse response, ApiKey key)
            throws IOException {
        long length = request.getContentLengthLong();
        boolean chunked = length < 0 && request.getHeader("Transfer-Encoding") != null;
        if (length <= 0 && !chunked) {
            return true;
        }
        Duration wait = quotas.bytes(key, chunked ? 1 : length);
        if (wait == null) {
            return true;
        }
        String detail = "expected at most " + key.quota().bytesPerDay() + " bytes a day of the client \"" + key.name()
                + "\", found more";
        refusals.exceeded(request, response, "bytes_per_day", detail, wait);
        return false;
    }

    /** Gives back the place of an upload, and counts what arrived. */
    private final class Ending implements AsyncListener, Runnable {
        private final ApiKey key;
        private final boolean upload;
        private final AtomicLong bytes = new AtomicLong();
        private final AtomicBoolean over = new AtomicBoolean();

        Ending(ApiKey key, boolean upload) {
            this.key = key;
            this.upload = upload;
        }

        @Override
        public void run() {
            if (over.compareAndSet(false, true)) {
                quotas.arrived(key, bytes.get());
                if (upload) {
                    quotas.end(key);
                }
            }
        }

        @Override
        public void onComplete(AsyncEvent event) {
            run();
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

    private static final class Counted extends HttpServletRequestWrapper {
        private final AtomicLong bytes;
        private @Nullable CountedBody body;

        Counted(HttpServletRequest request, AtomicLong bytes) {
            super(request);
            this.bytes = bytes;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (body == null) {
                body = new CountedBody(super.getInputStream(), bytes);
            }
            return body;
        }
    }
}
