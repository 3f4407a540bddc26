/** Proposes dataset documents for files that fit no dataset, each tried on a sample of its file. */
@NullMarked
package dev.sluice.tabular.infer;

import org.jspecify.annotations.NullMarked;
