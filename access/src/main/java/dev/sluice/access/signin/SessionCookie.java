package dev.sluice.access.signin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.ResponseCookie;

/** The cookie that has the token of a session. Scripts can't read it, and other sites' pages don't make it be sent. */
public final class SessionCookie {
    private static final String NAME = "sluice-session";
    /** Browsers take it only over TLS, for the whole host, and from this host itself. */
    private static final String SECURE_NAME = "__Host-" + NAME;

    private final boolean secure;

    /** @param secure whether clients reach the service over TLS */
    public SessionCookie(boolean secure) {
        this.secure = secure;
    }

    /** The tokens that a request carries. More than one is never valid. */
    public List<String> in(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? List.of()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name()))
                        .map(Cookie::getValue)
                        .toList();
    }

    /** The header by which a browser keeps a token until it is closed. */
    public String of(String token) {
        return cookie(token).build().toString();
    }

    /** The header by which a browser forgets it. */
    public String removal() {
        return cookie("").maxAge(Duration.ZERO).build().toString();
    }

    private ResponseCookie.ResponseCookieBuilder cookie(String token) {
        return ResponseCookie.from(name(), token)
                .httpOnly(true)
                .secure(secure)
                .sameSite("Strict")
                .path("/");
    }

    private String name() {
        return secure ? SECURE_NAME : NAME;
    }
}
