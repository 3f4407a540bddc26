/** From the text of a chunk, CSV or JSON, to typed rows and to what is wrong with the others. */
@NullMarked
package dev.sluice.schemas.row;

import org.jspecify.annotations.NullMarked;
