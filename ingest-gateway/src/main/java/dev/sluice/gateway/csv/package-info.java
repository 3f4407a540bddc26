/** From the bytes of an upload to chunks of whole records. */
@NullMarked
package dev.sluice.gateway.csv;

import org.jspecify.annotations.NullMarked;
