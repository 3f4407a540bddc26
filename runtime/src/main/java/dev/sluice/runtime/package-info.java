/** What every service needs to run, whatever it does. */
@NullMarked
package dev.sluice.runtime;

import org.jspecify.annotations.NullMarked;
