/** Rows of a text, and what can be wrong with one. */
@NullMarked
package dev.sluice.tabular.row;

import org.jspecify.annotations.NullMarked;
