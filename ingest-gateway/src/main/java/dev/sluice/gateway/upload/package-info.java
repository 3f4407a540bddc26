/** Stores uploads and ingested records, or reads an upload for a dry run. */
@NullMarked
package dev.sluice.gateway.upload;

import org.jspecify.annotations.NullMarked;
