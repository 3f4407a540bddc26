/** What a request needs, who sent it, and refusals. */
@NullMarked
package dev.sluice.access.web;

import org.jspecify.annotations.NullMarked;
