/** One log line per event, whatever text it contains. */
@NullMarked
package dev.sluice.runtime.log;

import org.jspecify.annotations.NullMarked;
