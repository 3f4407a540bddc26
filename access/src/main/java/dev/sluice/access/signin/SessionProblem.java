package dev.sluice.access.signin;

import dev.sluice.runtime.http.ProblemDocument;

/** What can be wrong when a person signs in. */
public enum SessionProblem {
    BAD_SIGN_IN("bad-sign-in", 400, "The body can't be read", "expected a JSON object, found something else"),
    ABORTED("aborted", 400, "The request broke off", "expected a whole body, found a part of one"),
    SIGN_IN_FAILED("sign-in-failed", 401, "Sign-in failed", "expected a name and its password, found others"),
    LINK_INVALID(
            "link-invalid",
            403,
            "The link isn't valid",
            "expected the token of the link that this Sluice has printed at its start, less than an hour ago and not "
                    + "used yet, found another or a used one"),
    NO_PASSWORDS(
            "no-passwords",
            404,
            "No sign-in with a password",
            "expected a Sluice with sluice.access.users-file, found one without"),
    TOO_SLOW("too-slow", 408, "The request was sent too slowly", "expected a faster client"),
    BAD_USER("bad-user", 422, "The name or the password can't be used", "expected others"),
    TOO_MANY_TRIES(
            "quota-exceeded",
            429,
            "Too many tries",
            "expected fewer tries to sign in with this name or from this address, found too many"),
    TOO_MANY_SIGN_INS(
            "too-many-sign-ins",
            429,
            "Too many sign-ins at once",
            "expected fewer sign-ins in progress, found as many as may be");

    private final String code;
    private final int status;
    private final String title;
    private final String detail;

    SessionProblem(String code, int status, String title, String detail) {
        this.code = code;
        this.status = status;
        this.title = title;
        this.detail = detail;
    }

    public ProblemDocument document() {
        return document(detail);
    }

    /** With this detail. */
    public ProblemDocument document(String other) {
        return new ProblemDocument(status, code, title, other);
    }
}
