/** Rows as Parquet and Avro: typed by their dataset, in one pass, the same bytes each time. */
@NullMarked
package dev.sluice.objects.columnar;

import org.jspecify.annotations.NullMarked;
