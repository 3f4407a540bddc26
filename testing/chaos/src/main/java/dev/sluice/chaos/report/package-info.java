/** What a run found: counts, times, violations. */
@NullMarked
package dev.sluice.chaos.report;

import org.jspecify.annotations.NullMarked;
