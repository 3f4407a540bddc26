/** The HTTP API of the gateway. */
@NullMarked
package dev.sluice.gateway.web;

import org.jspecify.annotations.NullMarked;
