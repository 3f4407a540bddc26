/** {@code sluice chaos}: a cluster on this machine, faults by a plan, and a look at every row and every answer. */
@NullMarked
package dev.sluice.benchmarks.chaos;

import org.jspecify.annotations.NullMarked;
