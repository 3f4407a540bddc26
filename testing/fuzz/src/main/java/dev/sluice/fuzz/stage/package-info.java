/** The stages under test, over stand-ins for the brokers. */
@NullMarked
package dev.sluice.fuzz.stage;

import org.jspecify.annotations.NullMarked;
