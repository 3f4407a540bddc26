/** The people who sign in with name and password. */
@NullMarked
package dev.sluice.access.user;

import org.jspecify.annotations.NullMarked;
