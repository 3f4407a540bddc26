/** What both Kafka Streams applications run with. */
@NullMarked
package dev.sluice.runtime.streams;

import org.jspecify.annotations.NullMarked;
