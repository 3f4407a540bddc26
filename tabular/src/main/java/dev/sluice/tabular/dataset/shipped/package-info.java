/** The datasets of one installation: those that Sluice ships and those of a directory. */
@NullMarked
package dev.sluice.tabular.dataset.shipped;

import org.jspecify.annotations.NullMarked;
