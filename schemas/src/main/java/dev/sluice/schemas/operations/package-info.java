/** The internal queries of operations people between results-api and the aggregator. */
@NullMarked
package dev.sluice.schemas.operations;

import org.jspecify.annotations.NullMarked;
