/** Finds abandoned uploads and files whose retention is over. */
@NullMarked
package dev.sluice.aggregator.expiry;

import org.jspecify.annotations.NullMarked;
