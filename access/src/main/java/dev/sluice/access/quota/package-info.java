/** How much a key may be used. */
@NullMarked
package dev.sluice.access.quota;

import org.jspecify.annotations.NullMarked;
