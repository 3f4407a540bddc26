/** The settings {@code sluice.*} of a service, read and checked at its start. */
@NullMarked
package dev.sluice.runtime.settings;

import org.jspecify.annotations.NullMarked;
