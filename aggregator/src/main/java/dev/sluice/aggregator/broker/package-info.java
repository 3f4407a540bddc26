/** The aggregator's requests to the brokers, and its writes outside the topology. */
@NullMarked
package dev.sluice.aggregator.broker;

import org.jspecify.annotations.NullMarked;
