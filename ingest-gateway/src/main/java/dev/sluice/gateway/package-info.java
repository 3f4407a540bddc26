/** HTTP to {@code raw-chunks}: knows where records end and what a header row must name, not what rows mean. */
@NullMarked
package dev.sluice.gateway;

import org.jspecify.annotations.NullMarked;
