/** Splits chunks into rows: valid and invalid ones, each chunk once. */
@NullMarked
package dev.sluice.splitter.split;

import org.jspecify.annotations.NullMarked;
