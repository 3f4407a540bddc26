/** Finds the record that a stage fails on again and again, and sets it aside. */
@NullMarked
package dev.sluice.runtime.quarantine;

import org.jspecify.annotations.NullMarked;
