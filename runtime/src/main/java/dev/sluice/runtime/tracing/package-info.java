/** Spans of OpenTelemetry, one trace for each file. */
@NullMarked
package dev.sluice.runtime.tracing;

import org.jspecify.annotations.NullMarked;
