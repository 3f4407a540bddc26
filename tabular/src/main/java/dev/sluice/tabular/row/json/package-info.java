/** The rows of JSON texts: one object, an array, or NDJSON. */
@NullMarked
package dev.sluice.tabular.row.json;

import org.jspecify.annotations.NullMarked;
