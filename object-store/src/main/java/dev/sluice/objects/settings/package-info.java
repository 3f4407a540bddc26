/** The settings of the object store. */
@NullMarked
package dev.sluice.objects.settings;

import org.jspecify.annotations.NullMarked;
