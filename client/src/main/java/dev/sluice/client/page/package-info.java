/** Answers of Sluice that have several pages, one page in memory at a time. */
@NullMarked
package dev.sluice.client.page;

import org.jspecify.annotations.NullMarked;
