/** The HTTP client of Sluice: requests of its API, retries, and what problems mean. */
@NullMarked
package dev.sluice.client;

import org.jspecify.annotations.NullMarked;
