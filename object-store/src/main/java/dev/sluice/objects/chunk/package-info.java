/** The chunks of a file, read from {@code raw-chunks} once more. */
@NullMarked
package dev.sluice.objects.chunk;

import org.jspecify.annotations.NullMarked;
