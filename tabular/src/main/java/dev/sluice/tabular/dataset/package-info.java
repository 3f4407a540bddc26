/** Datasets: fields, their values, and the columns of results. */
@NullMarked
package dev.sluice.tabular.dataset;

import org.jspecify.annotations.NullMarked;
