/** {@code ./sluice bench}: the whole pipeline, beside what the log alone can do. */
@NullMarked
package dev.sluice.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
