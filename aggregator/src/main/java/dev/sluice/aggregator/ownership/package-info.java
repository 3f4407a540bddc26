/** Which instance owns which partition. */
@NullMarked
package dev.sluice.aggregator.ownership;

import org.jspecify.annotations.NullMarked;
