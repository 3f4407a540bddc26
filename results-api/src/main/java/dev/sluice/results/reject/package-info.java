/** Rejected rows of a file, as JSON and as CSV. */
@NullMarked
package dev.sluice.results.reject;

import org.jspecify.annotations.NullMarked;
