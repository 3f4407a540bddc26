/** Fast paths on bytes, each compared with the general implementation by a randomised test. */
@NullMarked
package dev.sluice.tabular.fast;

import org.jspecify.annotations.NullMarked;
