package dev.sluice.runtime.admission;

import dev.sluice.runtime.http.SecurityHeaders;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The outermost filter. Limits the requests that occupy a server thread, reserves some threads for health and metrics,
 * refuses unexpected bodies, and has responses written and rests of bodies drained without a thread.
 */
final class RequestFilter implements Filter {
    static final String CONNECTION = "dev.sluice.admission.connection";
    static final String GATED_BODY = "dev.sluice.admission.body";
    static final String ANSWER = "dev.sluice.admission.answer";
    static final String LARGE = "dev.sluice.admission.large";

    private static final String ERROR_PAGE = "/error";
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "DELETE", "OPTIONS", "TRACE");

    private final WebProperties properties;
    private final RequestThreads threads;
    private final LargeAnswers largeAnswers;
    private final UnreadAnswers unreadHealth = new UnreadAnswers();
    private final UnreadAnswers unreadOthers = new UnreadAnswers();
    private final Bodies bodies;
    private final Set<String> bodyPaths;
    private final List<LargeQuestions> large;
    private final Refusals refusals;

    RequestFilter(
            WebProperties properties,
            RequestThreads threads,
            LargeAnswers largeAnswers,
            Bodies bodies,
            Set<String> bodyPaths,
            List<LargeQuestions> large,
            Refusals refusals) {
        this.properties = properties;
        this.threads = threads;
        this.largeAnswers = largeAnswers;
        this.bodies = bodies;
        this.large = List.copyOf(large);
        this.bodyPaths = Set.copyOf(bodyPaths);
        this.refusals = refusals;
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            // Spring and later filters may have wrapped the response since.
            if (request.getAttribute(ANSWER) instanceof BufferedAnswer answer) {
                answer(request, () -> chain.doFilter(request, response), answer);
            } else {
                chain.doFilter(request, response);
            }
            return;
        }
        BufferedAnswer answer = new BufferedAnswer(request, response, largeAnswers, properties);
        request.setAttribute(ANSWER, answer);
        RequestThreads.@Nullable Place place = threads.enter(request.getRequestURI());
        if (place == null) {
            refuse(
                    request,
                    answer,
                    WebProblem.TOO_MANY_REQUESTS,
                    "there are " + properties.maxRequests() + " requests in progress, which is the limit");
            return;
        }
        try {
            boolean body = hasBody(request);
            HttpServletRequest shown =
                    body && !BodyPaths.include(bodyPaths, request.getRequestURI()) ? new WithoutBody(request) : request;
            if (body && WITHOUT_BODY.contains(request.getMethod())) {
                refuse(
                        request,
                        answer,
                        WebProblem.UNEXPECTED_BODY,
                        "expected no body with " + request.getMethod() + ", found one");
                return;
            }
            if (large.stream().anyMatch(questions -> questions.are().test(request)) && !largeAnswers.enter(request)) {
                refuseLarge(request, answer);
                return;
            }
            answer(request, () -> chain.doFilter(shown, answer), answer);
        } finally {
            place.leave();
        }
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    private interface Rest {
        void answer() throws IOException, ServletException;
    }

    private void answer(HttpServletRequest request, Rest rest, BufferedAnswer answer)
            throws IOException, ServletException {
        try {
            rest.answer();
        } catch (IOException | ServletException | RuntimeException e) {
            if (!answer.isRefused()) {
                leave(request);
                throw e;
            }
        }
        if (answer.isRefused()) {
            answer.beginAgain();
            refuseLarge(request, answer);
            return;
        }
        if (!request.isAsyncStarted()) {
            writeErrorPage(request, answer);
        }
        finish(request, answer);
    }

    /** Does what the server does on {@code sendError}, but writes into the buffer. */
    private static void writeErrorPage(HttpServletRequest request, BufferedAnswer answer)
            throws IOException, ServletException {
        int status = answer.takeError();
        if (status != 0) {
            request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, status);
            request.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, request.getRequestURI());
            request.getRequestDispatcher(ERROR_PAGE).forward(request, answer);
            connection(request).resume();
        }
    }

    private void refuseLarge(HttpServletRequest request, BufferedAnswer answer) throws IOException {
        refuse(
                request,
                answer,
                WebProblem.TOO_MANY_LARGE_ANSWERS,
                "there are " + largeAnswers.max() + " large answers in progress, which is the limit");
    }

    private void refuse(HttpServletRequest request, BufferedAnswer answer, WebProblem problem, String detail)
            throws IOException {
        refusals.count(problem);
        // No later filter has seen the request.
        SecurityHeaders.set(answer, "");
        problem.document(detail).send(answer, null);
        finish(request, answer);
    }

    /** Writes the buffered response, and drains the rest of the body. */
    private void finish(HttpServletRequest request, BufferedAnswer answer) throws IOException {
        if (request.isAsyncStarted()) {
            return;
        }
        leaveLarge(request);
        byte[] bytes = answer.take();
        GatedBody rest = unread(request);
        if (!answer.isBuffered()) {
            return;
        }
        if (bytes.length > 0
                && !answer.containsHeader("Content-Length")
                && !"HEAD".equals(request.getMethod())
                && !answer.isCommitted()) {
            answer.setContentLength(bytes.length);
        }
        if (bytes.length == 0 && rest == null) {
            return;
        }
        // Metrics must not wait because other clients don't read their responses.
        UnreadAnswers unread = RequestThreads.isHealth(request.getRequestURI()) ? unreadHealth : unreadOthers;
        if (!unread.makeRoomFor(bytes.length) && WITHOUT_BODY.contains(request.getMethod())) {
            answer.beginAgain();
            refuse(
                    request,
                    answer,
                    WebProblem.TOO_MANY_LARGE_ANSWERS,
                    "the memory for answers that clients haven't read yet is used up");
            return;
        }
        AnswerWriter.begin(
                request, answer.getResponse().getOutputStream(), connection(request), unread, bytes, rest, properties);
    }

    static ServerConnection connection(HttpServletRequest request) {
        return (ServerConnection) request.getAttribute(CONNECTION);
    }

    /** The unread part of a request's body. */
    private @Nullable GatedBody unread(HttpServletRequest request) throws IOException {
        if (request.getAttribute(GATED_BODY) instanceof GatedBody body) {
            if (body.hasMore()) {
                return body;
            }
            body.end();
            return null;
        }
        if (!hasBody(request) || request.getInputStream().isFinished()) {
            return null;
        }
        GatedBody body = GatedBody.unwanted(request.getInputStream(), connection(request), properties);
        bodies.watch(body);
        return body;
    }

    private static void leave(HttpServletRequest request) {
        leaveLarge(request);
        if (request.getAttribute(GATED_BODY) instanceof GatedBody body) {
            body.end();
        }
    }

    private static void leaveLarge(HttpServletRequest request) {
        if (request.getAttribute(LARGE) instanceof LargeAnswers large) {
            request.removeAttribute(LARGE);
            large.leave();
        }
    }

    /** A request without its body. */
    private static final class WithoutBody extends HttpServletRequestWrapper {
        WithoutBody(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getContentType() {
            return null;
        }

        @Override
        public int getContentLength() {
            return 0;
        }

        @Override
        public long getContentLengthLong() {
            return 0;
        }

        @Override
        public ServletInputStream getInputStream() {
            return new Nothing();
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(Reader.nullReader());
        }
    }

    private static final class Nothing extends ServletInputStream {
        @Override
        public int read() {
            return -1;
        }

        @Override
        public boolean isFinished() {
            return true;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("the request has no body");
        }
    }
}
