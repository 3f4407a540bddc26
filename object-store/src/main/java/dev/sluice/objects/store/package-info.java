/** Where objects are: in a bucket behind an S3 API, or in a directory. */
@NullMarked
package dev.sluice.objects.store;

import org.jspecify.annotations.NullMarked;
