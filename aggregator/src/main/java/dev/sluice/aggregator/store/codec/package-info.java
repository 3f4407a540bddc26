/** The serialized form of the store's keys and values. */
@NullMarked
package dev.sluice.aggregator.store.codec;

import org.jspecify.annotations.NullMarked;
