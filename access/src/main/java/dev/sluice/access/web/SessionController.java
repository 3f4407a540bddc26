package dev.sluice.access.web;

import dev.sluice.access.file.InvalidFileException;
import dev.sluice.access.oidc.Issuer;
import dev.sluice.access.session.FirstOperator;
import dev.sluice.access.session.Session;
import dev.sluice.access.session.SignIn;
import dev.sluice.access.settings.AccessProperties;
import dev.sluice.access.signin.People;
import dev.sluice.access.signin.SessionProblem;
import dev.sluice.access.signin.SignInBody;
import dev.sluice.access.user.Passwords;
import dev.sluice.access.user.User;
import dev.sluice.runtime.admission.Bodies;
import dev.sluice.runtime.admission.SlowClientException;
import dev.sluice.runtime.http.AuditLog;
import dev.sluice.runtime.http.Caller;
import dev.sluice.runtime.http.HttpProblems;
import dev.sluice.runtime.http.HttpProperties;
import dev.sluice.runtime.http.ProblemDocument;
import dev.sluice.runtime.http.Right;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** Who is signed in; signing in and out. All services have it, as a session holds at each of them. */
@RestController
public final class SessionController {
    private static final String PATH = "/session";
    private static final String FIRST_OPERATOR = "/session/first-operator";

    /** The paths whose requests have bodies. */
    public static final Set<String> BODIES = Set.of(PATH, FIRST_OPERATOR);

    private static final Logger LOG = LoggerFactory.getLogger(SessionController.class);
    private static final int WITHOUT_PEOPLE = 1;

    private final Bodies bodies;
    private final HttpProperties http;
    private final AuditLog audit;
    private final MeterRegistry registry;
    private final @Nullable People people;
    private final SessionDocument document;
    private final SignIns places;

    SessionController(
            Bodies bodies,
            HttpProperties http,
            AuditLog audit,
            MeterRegistry registry,
            ObjectProvider<AccessProperties> access,
            ObjectProvider<People> people,
            ObjectProvider<Issuer> issuer) {
        AccessProperties properties = access.getIfAvailable();
        this.bodies = bodies;
        this.http = http;
        this.audit = audit;
        this.registry = registry;
        this.people = people.getIfAvailable();
        this.document = new SessionDocument(properties, this.people, issuer.getIfAvailable());
        this.places = new SignIns(
                properties == null ? WITHOUT_PEOPLE : properties.people().signInsAtOnce());
    }

    @GetMapping(PATH)
    ResponseEntity<byte[]> who(HttpServletRequest request) {
        return answer().body(document.of(Checked.ofAny(request), Caller.of(request)));
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
    DeferredResult<ResponseEntity<?>> signIn(HttpServletRequest request) {
        return receive(request, this::signIn);
    }

    @PostMapping(path = FIRST_OPERATOR, consumes = MediaType.APPLICATION_JSON_VALUE)
    DeferredResult<ResponseEntity<?>> addFirstOperator(HttpServletRequest request) {
        return receive(request, this::addFirst);
    }

    /** Ends the session. A key or a token isn't ended by this. */
    @DeleteMapping(PATH)
    ResponseEntity<?> signOut(HttpServletRequest request) throws IOException {
        Checked checked = Checked.ofAny(request);
        if (people == null || checked == null || checked.session() == null) {
            return ResponseEntity.noContent().build();
        }
        people.sessions().end(checked.session().session());
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, people.cookie().removal())
                .build();
    }

    @FunctionalInterface
    private interface Way {
        ResponseEntity<?> enter(People people, HttpServletRequest request)
                throws IOException, InvalidFileException, InterruptedException;
    }

    private DeferredResult<ResponseEntity<?>> receive(HttpServletRequest request, Way way) {
        if (people == null) {
            DeferredResult<ResponseEntity<?>> none = new DeferredResult<>();
            none.setResult(SessionProblem.NO_PASSWORDS.document().response());
            return none;
        }
        return bodies.receive(request, places, body -> {
            try {
                return way.enter(people, body);
            } catch (InvalidFileException e) {
                return SessionProblem.BAD_SIGN_IN
                        .document(String.valueOf(e.getMessage()))
                        .response();
            }
        });
    }

    private ResponseEntity<?> signIn(People known, HttpServletRequest request)
            throws IOException, InvalidFileException, InterruptedException {
        Map<String, String> body = SignInBody.read(request.getInputStream(), "name", "password");
        String name = body.getOrDefault("name", "");
        SignIn.Outcome outcome = known.signIn().tryOnce(name, body.getOrDefault("password", ""), client(request));
        Duration wait = outcome.retryAfter();
        if (wait != null) {
            return refuse(
                    request,
                    "limited",
                    SessionProblem.TOO_MANY_TRIES.document().retryAfter(wait).with("quota", "sign_ins"));
        }
        User user = outcome.user();
        return user == null
                ? refuse(request, "refused", SessionProblem.SIGN_IN_FAILED.document())
                : begin(known, request, user);
    }

    private ResponseEntity<?> addFirst(People known, HttpServletRequest request)
            throws IOException, InvalidFileException, InterruptedException {
        Map<String, String> body = SignInBody.read(request.getInputStream(), "token", "name", "password");
        FirstOperator first = known.firstOperator();
        if (first == null || !known.users().isEmpty() || !first.accepts(body.getOrDefault("token", ""))) {
            return refuse(request, "refused", SessionProblem.LINK_INVALID.document());
        }
        String password = body.getOrDefault("password", "");
        String fault = Passwords.faultOf(password);
        if (fault != null) {
            return SessionProblem.BAD_USER.document(fault).response();
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        User user;
        try {
            user = new User(
                    body.getOrDefault("name", ""),
                    known.signIn().hash(password),
                    EnumSet.allOf(Right.class),
                    true,
                    now,
                    now);
        } catch (IllegalArgumentException e) {
            return SessionProblem.BAD_USER
                    .document(String.valueOf(e.getMessage()))
                    .response();
        }
        try {
            if (!known.users().addFirst(user)) {
                return refuse(request, "refused", SessionProblem.LINK_INVALID.document());
            }
        } catch (IOException e) {
            LOG.error("The first user can't be added", e);
            return HttpProblems.internalError().response();
        }
        first.close();
        return begin(known, request, user);
    }

    private ResponseEntity<?> begin(People known, HttpServletRequest request, User user) {
        Session session = known.sessions().begin(user);
        count("accepted");
        audit.write(request, user.name(), "signed in", 200);
        return answer().header(HttpHeaders.SET_COOKIE, known.cookieOf(session))
                .body(document.of(user.caller(), session));
    }

    private ResponseEntity<?> refuse(HttpServletRequest request, String outcome, ProblemDocument problem) {
        count(outcome);
        // Not the name that was given: it may be a password in the wrong field.
        audit.write(request, Caller.ANONYMOUS, "refused", problem.status());
        return problem.response();
    }

    private void count(String outcome) {
        registry.counter("sluice.access.sign.ins", "outcome", outcome).increment();
    }

    private static ResponseEntity.BodyBuilder answer() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).cacheControl(CacheControl.noStore());
    }

    /** The address that the nearest proxy has seen, if it is trusted. */
    private String client(HttpServletRequest request) {
        String forwarded = http.trustForwardedFor() ? request.getHeader("X-Forwarded-For") : null;
        return forwarded == null
                ? request.getRemoteAddr()
                : forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
    }

    @ExceptionHandler
    ResponseEntity<?> brokenOff(IOException why) {
        if (why instanceof SignIns.NoPlaceException) {
            return SessionProblem.TOO_MANY_SIGN_INS
                    .document()
                    .retryAfter(Duration.ofSeconds(1))
                    .response();
        }
        return why instanceof SlowClientException
                ? SessionProblem.TOO_SLOW
                        .document(String.valueOf(why.getMessage()))
                        .response()
                : SessionProblem.ABORTED.document().response();
    }

    /** The sign-ins in progress, which are few at once. */
    static final class SignIns implements Bodies.Places {
        private final Semaphore free;

        SignIns(int places) {
            this.free = new Semaphore(places);
        }

        @Override
        public void enter() throws IOException {
            if (!free.tryAcquire()) {
                throw new NoPlaceException();
            }
        }

        @Override
        public void leave() {
            free.release();
        }

        static final class NoPlaceException extends IOException {
            private static final long serialVersionUID = 1L;
        }
    }
}
