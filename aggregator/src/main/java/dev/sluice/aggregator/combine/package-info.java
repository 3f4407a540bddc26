/** The first level of the aggregation: adds valid rows to deltas, exactly once. */
@NullMarked
package dev.sluice.aggregator.combine;

import org.jspecify.annotations.NullMarked;
