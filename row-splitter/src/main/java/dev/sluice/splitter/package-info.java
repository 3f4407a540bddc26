/** Chunks of files to valid and invalid rows: a Kafka Streams application. */
@NullMarked
package dev.sluice.splitter;

import org.jspecify.annotations.NullMarked;
