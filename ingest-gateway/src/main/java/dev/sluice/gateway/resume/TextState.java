package dev.sluice.gateway.resume;

import dev.sluice.gateway.csv.CutterState;
import dev.sluice.gateway.csv.Utf8Input;
import dev.sluice.gateway.json.DocumentLines;
import org.jspecify.annotations.Nullable;

/**
 * Where in its file a {@link ResumableFile} is.
 *
 * @param bytes the state of the digest of the file's bytes
 * @param text the state of the digest of the text, or null if the text is the bytes
 * @param utf8 the conversion to UTF-8, or null if there is none
 * @param documents the documents of JSON, or null
 * @param cutter the rows and chunks
 */
public record TextState(
        byte[] bytes,
        byte @Nullable [] text,
        Utf8Input.@Nullable State utf8,
        DocumentLines.@Nullable State documents,
        CutterState cutter) {}
