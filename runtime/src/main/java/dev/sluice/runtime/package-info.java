/** What every service needs to run. */
@NullMarked
package dev.sluice.runtime;

import org.jspecify.annotations.NullMarked;
