/** The statistics of one series: exact to the last digits, in any order, merged any way. */
@NullMarked
package dev.sluice.schemas.stats;

import org.jspecify.annotations.NullMarked;
