/** The settings {@code sluice.*} of a service, read and validated at its start. */
@NullMarked
package dev.sluice.runtime.settings;

import org.jspecify.annotations.NullMarked;
