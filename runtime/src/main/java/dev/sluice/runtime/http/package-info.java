/** The HTTP server's guard: which hosts and origins may ask, security headers, problems, the audit log. */
@NullMarked
package dev.sluice.runtime.http;

import org.jspecify.annotations.NullMarked;
