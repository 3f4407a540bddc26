/** The written documents of the contract: OpenAPI for the HTTP API, AsyncAPI for the topics. */
@NullMarked
package dev.sluice.schemas.document;

import org.jspecify.annotations.NullMarked;
