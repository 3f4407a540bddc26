/** Generated inputs, most of them broken, for each stage as it runs but for the brokers. */
@NullMarked
package dev.sluice.benchmarks.fuzz;

import org.jspecify.annotations.NullMarked;
