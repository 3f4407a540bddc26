/** Protection of the HTTP server: allowed hosts and origins, security headers, problems, the audit log. */
@NullMarked
package dev.sluice.runtime.http;

import org.jspecify.annotations.NullMarked;
