/** What a dataset is: fields, their values, and the columns of its result. */
@NullMarked
package dev.sluice.tabular.dataset;

import org.jspecify.annotations.NullMarked;
