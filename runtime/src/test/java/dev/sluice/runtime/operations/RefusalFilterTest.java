package dev.sluice.runtime.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.http.Caller;
import dev.sluice.runtime.operations.RefusalCounts.Refused;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalFilterTest {
    private static final Caller LAB = new Caller("lab", Set.of(), true);

    private final RefusalCounts counts = new RefusalCounts(Clock.systemUTC());
    private final RefusalFilter filter = new RefusalFilter(counts);
    private final List<AsyncListener> listeners = new ArrayList<>();
    private int status;

    @ParameterizedTest
    @CsvSource({
        "POST, /upload, 409, POST /upload",
        "POST, /upload, 503, POST /upload",
        "DELETE, /files/a, 403, DELETE /files",
        "GET, /files, 401, GET /files",
        "GET, /results/a/rejects, 429, GET /results",
        "GET, /wp-admin/x, 401, GET /other",
        "PROPFIND, /files, 401, other /files"
    })
    void shouldCountRefusals(String method, String path, int answer, String operation) throws Exception {
        answer(method, path, answer, false);

        assertThat(counts.counts()).singleElement().satisfies(refused -> {
            assertThat(refused.client()).isEqualTo("lab");
            assertThat(refused.operation()).isEqualTo(operation);
            assertThat(refused.status()).isEqualTo(answer);
            assertThat(refused.count()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /upload, 202",
        "GET, /status/none, 404",
        "DELETE, /files/none, 404",
        "GET, /results/none, 425",
        "GET, /files, 400",
        "PUT, /files, 405",
        "POST, /wp-login, 400"
    })
    void shouldNotCountOthers(String method, String path, int answer) throws Exception {
        answer(method, path, answer, false);

        assertThat(counts.counts()).isEmpty();
    }

    /** Uploads are answered in another thread. */
    @Test
    void shouldCountWhatIsRefusedLater() throws Exception {
        answer("POST", "/upload", 200, true);
        assertThat(counts.counts()).isEmpty();

        status = 422;
        for (AsyncListener each : listeners) {
            each.onComplete(new AsyncEvent(null));
        }

        assertThat(counts.counts()).extracting(Refused::status).containsExactly(422);
    }

    private void answer(String method, String path, int answer, boolean later) throws Exception {
        status = answer;
        AsyncContext async = stub(AsyncContext.class, Map.of());
        HttpServletRequest request = stub(
                HttpServletRequest.class,
                Map.of(
                        "getMethod", method,
                        "getRequestURI", path,
                        "getAttribute", LAB,
                        "isAsyncStarted", later,
                        "getAsyncContext", async));
        filter.doFilter(request, stub(HttpServletResponse.class, Map.of()), (in, out) -> {});
    }

    /** Answers calls by their names; keeps listeners, and knows the status. */
    private <T> T stub(Class<T> type, Map<String, Object> answers) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
                    if (called.getName().equals("addListener")) {
                        listeners.add((AsyncListener) arguments[0]);
                        return null;
                    }
                    return called.getName().equals("getStatus") ? status : answers.get(called.getName());
                }));
    }
}
