/** Reads dataset documents (Frictionless Table Schema) and reports everything that is wrong with one. */
@NullMarked
package dev.sluice.tabular.dataset.document;

import org.jspecify.annotations.NullMarked;
