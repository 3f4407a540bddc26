/** Serves the OpenAPI document, and the page that shows it. */
@NullMarked
package dev.sluice.runtime.api;

import org.jspecify.annotations.NullMarked;
