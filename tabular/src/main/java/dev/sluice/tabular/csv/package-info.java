/** CSV records: their boundaries and their cells. */
@NullMarked
package dev.sluice.tabular.csv;

import org.jspecify.annotations.NullMarked;
