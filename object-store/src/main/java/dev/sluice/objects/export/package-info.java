/** Ended files as objects: one of each format for each file, whole or not at all. */
@NullMarked
package dev.sluice.objects.export;

import org.jspecify.annotations.NullMarked;
