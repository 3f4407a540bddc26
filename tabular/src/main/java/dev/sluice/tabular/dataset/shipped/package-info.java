/** The datasets of an installation: the shipped ones and those of a directory. */
@NullMarked
package dev.sluice.tabular.dataset.shipped;

import org.jspecify.annotations.NullMarked;
