/** Splits chunks into valid and invalid rows, each chunk exactly once. */
@NullMarked
package dev.sluice.splitter.split;

import org.jspecify.annotations.NullMarked;
