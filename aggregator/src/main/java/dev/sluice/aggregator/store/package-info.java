/** The layout of a partition's store, and the access to its entries. */
@NullMarked
package dev.sluice.aggregator.store;

import org.jspecify.annotations.NullMarked;
