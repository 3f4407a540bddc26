/** What Kafka alone can do on the same machine: producers, consumers, Kafka Streams. */
@NullMarked
package dev.sluice.benchmarks.pipeline.ceiling;

import org.jspecify.annotations.NullMarked;
