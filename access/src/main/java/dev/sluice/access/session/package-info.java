/** Sessions of people: signed tokens that hold at every instance, how they begin and how they end. */
@NullMarked
package dev.sluice.access.session;

import org.jspecify.annotations.NullMarked;
