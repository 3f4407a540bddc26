/** Compares what a server answers with the OpenAPI document. */
@NullMarked
package dev.sluice.testing.contract;

import org.jspecify.annotations.NullMarked;
