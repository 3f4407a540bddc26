/** Texts as cells and messages have them: what counts as blank, how they are shown, cut and checked. */
@NullMarked
package dev.sluice.tabular.text;

import org.jspecify.annotations.NullMarked;
