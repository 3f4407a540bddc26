/** The internal queries between results-api and the aggregator. */
@NullMarked
package dev.sluice.schemas.query;

import org.jspecify.annotations.NullMarked;
