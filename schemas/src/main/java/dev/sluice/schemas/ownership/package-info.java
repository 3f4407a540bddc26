/** Which instance of the aggregator owns which partitions, as instances tell results-api. */
@NullMarked
package dev.sluice.schemas.ownership;

import org.jspecify.annotations.NullMarked;
