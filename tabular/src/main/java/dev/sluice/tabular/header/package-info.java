/** Header rows: which column is which field, and how a file is to be read. */
@NullMarked
package dev.sluice.tabular.header;

import org.jspecify.annotations.NullMarked;
