/** Measures unavailability, and collects from logs and topics what happened. */
@NullMarked
package dev.sluice.chaos.measure;

import org.jspecify.annotations.NullMarked;
