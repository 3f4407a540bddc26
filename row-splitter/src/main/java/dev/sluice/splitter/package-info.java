/** A Kafka Streams application that splits chunks of files into valid and invalid rows. */
@NullMarked
package dev.sluice.splitter;

import org.jspecify.annotations.NullMarked;
