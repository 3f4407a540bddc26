/** What all services share: settings, topics and the JSON they carry. */
@NullMarked
package dev.sluice.schemas;

import org.jspecify.annotations.NullMarked;
