/** Requests and answers of all endpoints: parameters, pages, problems, CSV responses. */
@NullMarked
package dev.sluice.results.http;

import org.jspecify.annotations.NullMarked;
