/** The results API: status, results, CSV and lists of files over REST, from the aggregators' data. */
@NullMarked
package dev.sluice.results;

import org.jspecify.annotations.NullMarked;
