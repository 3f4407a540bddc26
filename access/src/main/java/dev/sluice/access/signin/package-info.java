/** How people sign in over HTTP: their cookie, what they send, and what can be wrong with it. */
@NullMarked
package dev.sluice.access.signin;

import org.jspecify.annotations.NullMarked;
