/** Runs the topology: its Kafka clients, settings, state and health. */
@NullMarked
package dev.sluice.splitter.streams;

import org.jspecify.annotations.NullMarked;
