/** From chunks to the log: sends with retries, heartbeats, and whether the brokers have room. */
@NullMarked
package dev.sluice.gateway.log;

import org.jspecify.annotations.NullMarked;
