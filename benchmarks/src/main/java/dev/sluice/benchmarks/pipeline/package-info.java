/** The whole-pipeline benchmark: {@code ./sluice bench}. */
@NullMarked
package dev.sluice.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
