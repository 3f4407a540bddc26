/** Whether the stages of this instance get on with their records. */
@NullMarked
package dev.sluice.aggregator.progress;

import org.jspecify.annotations.NullMarked;
