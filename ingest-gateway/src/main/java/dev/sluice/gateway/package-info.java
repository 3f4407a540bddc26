/** HTTP to {@code raw-chunks}: finds record boundaries and checks header rows; doesn't interpret rows. */
@NullMarked
package dev.sluice.gateway;

import org.jspecify.annotations.NullMarked;
