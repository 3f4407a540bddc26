/** The web page and its headers. */
@NullMarked
package dev.sluice.results.page;

import org.jspecify.annotations.NullMarked;
