/** Detects stalls of this instance's stages. */
@NullMarked
package dev.sluice.aggregator.progress;

import org.jspecify.annotations.NullMarked;
