/** Serializes values as numbered fields, in the wire format of Protocol Buffers. */
@NullMarked
package dev.sluice.tabular.wire;

import org.jspecify.annotations.NullMarked;
