/** Keys of clients, and the file that has them. Free of Spring. */
@NullMarked
package dev.sluice.access.key;

import org.jspecify.annotations.NullMarked;
