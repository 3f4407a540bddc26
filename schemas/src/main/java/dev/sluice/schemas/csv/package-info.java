/** What a CSV record is, and where the fields of a dataset stand in a file. */
@NullMarked
package dev.sluice.schemas.csv;

import org.jspecify.annotations.NullMarked;
