/** Who may do what, as Spring wires it. */
@NullMarked
package dev.sluice.access;

import org.jspecify.annotations.NullMarked;
