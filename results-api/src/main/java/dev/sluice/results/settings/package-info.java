/** The settings of the results API. */
@NullMarked
package dev.sluice.results.settings;

import org.jspecify.annotations.NullMarked;
