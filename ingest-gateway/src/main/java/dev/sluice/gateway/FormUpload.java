package dev.sluice.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.util.Optional;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;

/**
 * A file that is the part {@code file} of a {@code multipart/form-data} body, read as it comes; the other parts are
 * skipped. Its streams are never closed: closing one would read what is left of a file that was refused.
 */
final class FormUpload implements Upload {
    private static final String PART = "file";
    /** Enough for a long file name; the parser's default of 512 bytes isn't. */
    private static final int MAX_PART_HEADERS = 8 * 1024;

    private final FileItemInputIterator parts;
    private final FileItemInput file;
    private final String filename;
    private final InputStream content;

    private FormUpload(FileItemInputIterator parts, FileItemInput file, String filename) throws IOException {
        this.parts = parts;
        this.file = file;
        this.filename = filename;
        this.content = file.getInputStream();
    }

    /**
     * Reads up to the content of the file.
     *
     * @param otherwise the file's name if the part gives none
     * @throws RefusedException if there is no such part, or the body isn't a form
     */
    static FormUpload open(HttpServletRequest request, String otherwise) throws IOException {
        var parser = new JakartaServletFileUpload<DiskFileItem, DiskFileItemFactory>();
        parser.setHeaderCharset(UTF_8);
        parser.setMaxPartHeaderSize(MAX_PART_HEADERS);
        try {
            FileItemInputIterator parts = parser.getItemIterator(request);
            while (parts.hasNext()) {
                FileItemInput part = parts.next();
                if (PART.equals(part.getFieldName())) {
                    String name = part.getName();
                    return new FormUpload(parts, part, name == null ? otherwise : FileNames.clean(name));
                }
            }
        } catch (FileUploadException | InvalidPathException e) {
            throw new RefusedException(Problem.BAD_FORM, "expected multipart/form-data: " + e.getMessage(), e);
        }
        throw new RefusedException(
                Problem.MISSING_FILE, "expected a part named " + PART + " in the multipart/form-data body, found none");
    }

    @Override
    public String filename() {
        return filename;
    }

    @Override
    public Optional<String> contentType() {
        return Optional.ofNullable(file.getContentType());
    }

    @Override
    public Optional<String> contentEncoding() {
        return Optional.ofNullable(file.getHeaders()).map(headers -> headers.getHeader("Content-Encoding"));
    }

    @Override
    public InputStream content() {
        return content;
    }

    @Override
    public void finish() throws IOException {
        while (parts.hasNext()) {
            if (PART.equals(parts.next().getFieldName())) {
                throw new RefusedException(
                        Problem.SEVERAL_FILES,
                        "expected one part named " + PART + ", found another: send one request for each file");
            }
        }
    }
}
