/** One log line for each event, whatever text is in it. */
@NullMarked
package dev.sluice.runtime.log;

import org.jspecify.annotations.NullMarked;
