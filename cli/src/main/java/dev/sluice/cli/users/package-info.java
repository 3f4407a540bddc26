/** {@code sluice users}: the people who sign in with a password. */
@NullMarked
package dev.sluice.cli.users;

import org.jspecify.annotations.NullMarked;
