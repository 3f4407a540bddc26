/** Clients and producers, whose files are made of a seed. */
@NullMarked
package dev.sluice.chaos.workload;

import org.jspecify.annotations.NullMarked;
