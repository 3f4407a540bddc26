/** State of the brokers and health of the service. */
@NullMarked
package dev.sluice.results.system;

import org.jspecify.annotations.NullMarked;
