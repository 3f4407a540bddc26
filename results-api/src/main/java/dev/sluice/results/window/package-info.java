/** Series in windows of time. */
@NullMarked
package dev.sluice.results.window;

import org.jspecify.annotations.NullMarked;
