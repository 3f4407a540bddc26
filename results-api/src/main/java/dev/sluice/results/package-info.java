/** REST over what the aggregators know of files: status, results, CSV and listing. */
@NullMarked
package dev.sluice.results;

import org.jspecify.annotations.NullMarked;
