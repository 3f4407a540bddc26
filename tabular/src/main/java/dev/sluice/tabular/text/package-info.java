/** Texts in cells and messages: blanks, display, truncation and limits. */
@NullMarked
package dev.sluice.tabular.text;

import org.jspecify.annotations.NullMarked;
