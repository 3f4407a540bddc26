/** The state of one file and its outcome, without I/O and without a clock. */
@NullMarked
package dev.sluice.aggregator.file;

import org.jspecify.annotations.NullMarked;
