/** What the aggregator counts. */
@NullMarked
package dev.sluice.aggregator.metrics;

import org.jspecify.annotations.NullMarked;
