/** Requests to the brokers. */
@NullMarked
package dev.sluice.runtime.broker;

import org.jspecify.annotations.NullMarked;
