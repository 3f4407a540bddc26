/** Server-sent events. */
@NullMarked
package dev.sluice.results.event;

import org.jspecify.annotations.NullMarked;
