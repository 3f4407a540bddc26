/** Generated inputs: equal seeds and numbers give equal inputs. */
@NullMarked
package dev.sluice.fuzz.input;

import org.jspecify.annotations.NullMarked;
