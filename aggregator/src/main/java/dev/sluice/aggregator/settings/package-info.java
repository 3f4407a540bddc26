/** The settings of the aggregator. */
@NullMarked
package dev.sluice.aggregator.settings;

import org.jspecify.annotations.NullMarked;
