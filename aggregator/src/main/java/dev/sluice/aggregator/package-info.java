/** Rows and events to statistics, counted completeness and final results, with queries over them. */
@NullMarked
package dev.sluice.aggregator;

import org.jspecify.annotations.NullMarked;
