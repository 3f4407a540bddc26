/** The aggregator's metrics. */
@NullMarked
package dev.sluice.aggregator.metrics;

import org.jspecify.annotations.NullMarked;
