/** The state of one file and its outcome. Pure: no input, no output, no clock. */
@NullMarked
package dev.sluice.aggregator.file;

import org.jspecify.annotations.NullMarked;
