/** The values of {@code valid-rows}: written by the splitter, read by the aggregator and direct producers' rows too. */
@NullMarked
package dev.sluice.schemas.row;

import org.jspecify.annotations.NullMarked;
