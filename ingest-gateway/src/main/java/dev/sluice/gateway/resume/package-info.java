/** How far resumable uploads are: the stored state from which any gateway continues, and the file in the middle of it. */
@NullMarked
package dev.sluice.gateway.resume;

import org.jspecify.annotations.NullMarked;
