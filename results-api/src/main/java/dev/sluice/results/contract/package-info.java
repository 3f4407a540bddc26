/** The published contract of the topics. */
@NullMarked
package dev.sluice.results.contract;

import org.jspecify.annotations.NullMarked;
