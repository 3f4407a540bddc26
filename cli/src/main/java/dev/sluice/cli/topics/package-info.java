/** {@code sluice topics}: topics, lag, and records. */
@NullMarked
package dev.sluice.cli.topics;

import org.jspecify.annotations.NullMarked;
