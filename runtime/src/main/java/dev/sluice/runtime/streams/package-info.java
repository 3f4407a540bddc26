/** Settings, memory and offsets of both Kafka Streams applications. */
@NullMarked
package dev.sluice.runtime.streams;

import org.jspecify.annotations.NullMarked;
