/** Values as fields with numbers, in the wire format of Protocol Buffers. */
@NullMarked
package dev.sluice.tabular.wire;

import org.jspecify.annotations.NullMarked;
