/** Datasets, statistics over their files, and measurements. */
@NullMarked
package dev.sluice.results.dataset;

import org.jspecify.annotations.NullMarked;
