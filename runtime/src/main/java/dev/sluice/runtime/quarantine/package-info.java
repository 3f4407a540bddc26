/** Finds the record on which a stage fails repeatedly, and quarantines it. */
@NullMarked
package dev.sluice.runtime.quarantine;

import org.jspecify.annotations.NullMarked;
