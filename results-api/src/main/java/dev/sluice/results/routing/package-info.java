/** Routes a request to the instances of the aggregator that own its partitions, and merges their answers. */
@NullMarked
package dev.sluice.results.routing;

import org.jspecify.annotations.NullMarked;
