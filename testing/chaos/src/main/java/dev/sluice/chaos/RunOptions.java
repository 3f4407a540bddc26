package dev.sluice.chaos;

import dev.sluice.chaos.cluster.Jvm;
import dev.sluice.chaos.cluster.Mutation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a run is to be like.
 *
 * @param seed of the files and of the plan of faults
 * @param length how long faults are injected
 * @param rest how long after a fault the next one comes, or null if they overlap
 * @param rowsPerSecond to send
 * @param jvm starts the processes
 * @param mutation the fault that is built into a service
 */
record RunOptions(long seed, Duration length, @Nullable Duration rest, int rowsPerSecond, Jvm jvm, Mutation mutation) {}
