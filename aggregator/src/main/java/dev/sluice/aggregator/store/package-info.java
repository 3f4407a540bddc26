/** What lies where in the store of a partition. */
@NullMarked
package dev.sluice.aggregator.store;

import org.jspecify.annotations.NullMarked;
