/** What a CSV record, a header row, a cell and a dataset are. */
@NullMarked
package dev.sluice.schemas.csv;

import org.jspecify.annotations.NullMarked;
