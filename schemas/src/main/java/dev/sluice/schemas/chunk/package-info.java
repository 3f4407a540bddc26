/** Parses records of {@code raw-chunks}: numbered chunks of gateways, and records of direct producers. */
@NullMarked
package dev.sluice.schemas.chunk;

import org.jspecify.annotations.NullMarked;
