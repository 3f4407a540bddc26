package dev.sluice.access.oidc;

import org.jspecify.annotations.Nullable;

/** The issuer doesn't answer, so its tokens can't be checked now. */
public final class IssuerUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    IssuerUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
