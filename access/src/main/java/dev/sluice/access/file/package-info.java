/** The files that say who may do what: read strictly, replaced at once, and read again when they have changed. */
@NullMarked
package dev.sluice.access.file;

import org.jspecify.annotations.NullMarked;
