/** What an aggregator answers about its files, and the documents it answers with. */
@NullMarked
package dev.sluice.schemas.query;

import org.jspecify.annotations.NullMarked;
