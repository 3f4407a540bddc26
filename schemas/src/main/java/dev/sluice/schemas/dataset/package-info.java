/** What a file's columns mean: documents, field types, and the values they make of cells. */
@NullMarked
package dev.sluice.schemas.dataset;

import org.jspecify.annotations.NullMarked;
