/** Observes rows, statuses and answers, and verifies them against what was sent. */
@NullMarked
package dev.sluice.chaos.verify;

import org.jspecify.annotations.NullMarked;
