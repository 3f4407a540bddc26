/** The second level of the aggregation, as a Kafka Streams topology: applies all records of a file to its state. */
@NullMarked
package dev.sluice.aggregator.merge;

import org.jspecify.annotations.NullMarked;
