/** The figures of a run, for people and for programs. */
@NullMarked
package dev.sluice.benchmarks.pipeline.report;

import org.jspecify.annotations.NullMarked;
