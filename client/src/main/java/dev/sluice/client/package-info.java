/** The HTTP client of Sluice: requests of its API, retries, and the meaning of problems. */
@NullMarked
package dev.sluice.client;

import org.jspecify.annotations.NullMarked;
