/** Aggregates rows and events to statistics and outcomes of files, and answers queries over them. */
@NullMarked
package dev.sluice.aggregator;

import org.jspecify.annotations.NullMarked;
