/** JSON documents and NDJSON, from text to chunks. */
@NullMarked
package dev.sluice.gateway.json;

import org.jspecify.annotations.NullMarked;
