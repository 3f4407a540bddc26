/** Reads records of {@code raw-chunks}: numbered chunks of gateways, and what direct producers write. */
@NullMarked
package dev.sluice.splitter.chunk;

import org.jspecify.annotations.NullMarked;
