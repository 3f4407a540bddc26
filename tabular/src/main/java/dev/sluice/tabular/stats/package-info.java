/** Mergeable statistics of a series. */
@NullMarked
package dev.sluice.tabular.stats;

import org.jspecify.annotations.NullMarked;
