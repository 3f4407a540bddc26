/** The settings of access control. */
@NullMarked
package dev.sluice.access.settings;

import org.jspecify.annotations.NullMarked;
