/** Status, results, CSV and lists of files over REST, from the aggregators. */
@NullMarked
package dev.sluice.results.settings;

import org.jspecify.annotations.NullMarked;
