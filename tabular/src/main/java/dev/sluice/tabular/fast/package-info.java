/** Short cuts on bytes: fast and ugly, each compared with the general way by a randomised test. */
@NullMarked
package dev.sluice.tabular.fast;

import org.jspecify.annotations.NullMarked;
