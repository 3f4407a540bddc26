/** Takes uploads and records in, or reads them for a dry run. */
@NullMarked
package dev.sluice.gateway.upload;

import org.jspecify.annotations.NullMarked;
