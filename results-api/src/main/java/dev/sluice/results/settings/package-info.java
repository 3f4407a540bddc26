/** The settings of results-api. */
@NullMarked
package dev.sluice.results.settings;

import org.jspecify.annotations.NullMarked;
