/** Rows of a text, and their errors. */
@NullMarked
package dev.sluice.tabular.row;

import org.jspecify.annotations.NullMarked;
