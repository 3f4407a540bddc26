/** Uploads and records as requests bring them: raw bodies, forms, query parameters. */
@NullMarked
package dev.sluice.gateway.request;

import org.jspecify.annotations.NullMarked;
