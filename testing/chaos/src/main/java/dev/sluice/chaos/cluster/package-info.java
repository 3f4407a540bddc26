/** The brokers and services under test as processes, with their networks and disks. */
@NullMarked
package dev.sluice.chaos.cluster;

import org.jspecify.annotations.NullMarked;
