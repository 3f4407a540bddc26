/** CSV records: where they end, and their cells. */
@NullMarked
package dev.sluice.tabular.csv;

import org.jspecify.annotations.NullMarked;
