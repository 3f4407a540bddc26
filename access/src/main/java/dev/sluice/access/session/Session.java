package dev.sluice.access.session;

import java.time.Instant;

/**
 * A session of a person. It is known by its token alone; no service stores it.
 *
 * @param id random, in hexadecimal; the same after renewals
 * @param user the person's name
 * @param fingerprint of the person's entry: where that has changed, the session has ended
 * @param begun when the person signed in
 * @param issued when this token was made
 * @param expires when it ends if it isn't renewed
 */
public record Session(String id, String user, String fingerprint, Instant begun, Instant issued, Instant expires) {}
