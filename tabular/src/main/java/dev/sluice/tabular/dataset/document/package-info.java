/** Reads dataset documents (Frictionless Table Schema) and reports all faults of a document. */
@NullMarked
package dev.sluice.tabular.dataset.document;

import org.jspecify.annotations.NullMarked;
