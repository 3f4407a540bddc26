/** The internal HTTP API for results-api. */
@NullMarked
package dev.sluice.aggregator.web;

import org.jspecify.annotations.NullMarked;
