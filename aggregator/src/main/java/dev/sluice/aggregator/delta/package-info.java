/** Partial statistics on their way from the combiners to the merge. */
@NullMarked
package dev.sluice.aggregator.delta;

import org.jspecify.annotations.NullMarked;
