/** Which of several attempts to store the same content, or to use the same idempotency key, counts. */
@NullMarked
package dev.sluice.gateway.claim;

import org.jspecify.annotations.NullMarked;
