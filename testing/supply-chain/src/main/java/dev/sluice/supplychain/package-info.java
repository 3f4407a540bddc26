/** What Sluice is shipped with: its bill of materials, and what it is checked for. */
@NullMarked
package dev.sluice.supplychain;

import org.jspecify.annotations.NullMarked;
