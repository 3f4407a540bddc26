/** Header rows: assigning columns to fields, and detecting the format of a file. */
@NullMarked
package dev.sluice.tabular.header;

import org.jspecify.annotations.NullMarked;
