/** JMH benchmarks of the hot pure code. */
@NullMarked
package dev.sluice.benchmarks;

import org.jspecify.annotations.NullMarked;
