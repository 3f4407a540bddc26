/** What the aggregator asks the brokers, and what it writes to them outside of the topology. */
@NullMarked
package dev.sluice.aggregator.broker;

import org.jspecify.annotations.NullMarked;
