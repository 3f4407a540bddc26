/** The plan of faults, and what carries it out. */
@NullMarked
package dev.sluice.chaos.fault;

import org.jspecify.annotations.NullMarked;
