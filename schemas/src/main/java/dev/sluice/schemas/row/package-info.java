/** The values of {@code valid-rows}: written by the splitter and by direct producers, read by the aggregator. */
@NullMarked
package dev.sluice.schemas.row;

import org.jspecify.annotations.NullMarked;
