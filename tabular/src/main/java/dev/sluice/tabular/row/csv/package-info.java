/** The rows of CSV records, in the long and the wide layout. */
@NullMarked
package dev.sluice.tabular.row.csv;

import org.jspecify.annotations.NullMarked;
