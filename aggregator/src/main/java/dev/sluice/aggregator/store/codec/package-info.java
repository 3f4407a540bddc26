/** Keys and values of the store as bytes. */
@NullMarked
package dev.sluice.aggregator.store.codec;

import org.jspecify.annotations.NullMarked;
