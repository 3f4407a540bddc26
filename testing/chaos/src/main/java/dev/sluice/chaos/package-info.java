/** {@code ./sluice chaos}: runs a cluster under load, injects faults, and verifies every row, result and answer. */
@NullMarked
package dev.sluice.chaos;

import org.jspecify.annotations.NullMarked;
