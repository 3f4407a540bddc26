/** Answers queries from the stores of this instance. */
@NullMarked
package dev.sluice.aggregator.query;

import org.jspecify.annotations.NullMarked;
