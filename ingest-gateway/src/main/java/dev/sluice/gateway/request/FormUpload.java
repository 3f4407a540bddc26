package dev.sluice.gateway.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
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
 * A file in the part {@code file} of a {@code multipart/form-data} body, read as a stream. The parts before it are
 * options, as in the query; parts after it are refused, as the file has been read by then. Its streams are never
 * closed: closing one would read the rest of a refused file.
 */
final class FormUpload implements Upload {
    private static final String PART = "file";
    /** Enough for a long file name; the parser's default is 512 bytes. */
    private static final int MAX_PART_HEADERS = 8 * 1024;

    private static final int MAX_OPTION_BYTES = 16 * 1024;
    private static final int MAX_OPTIONS = 100;

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
     * Reads the body up to the content of the file.
     *
     * @param query receives the parts before the file
     * @throws RefusedException if there is no file part, a part is no known option, or the body isn't a form
     */
    static FormUpload open(HttpServletRequest request, Query query) throws IOException {
        var parser = new JakartaServletFileUpload<DiskFileItem, DiskFileItemFactory>();
        parser.setHeaderCharset(UTF_8);
        parser.setMaxPartHeaderSize(MAX_PART_HEADERS);
        try {
            FileItemInputIterator parts = parser.getItemIterator(request);
            for (int options = 0; parts.hasNext() && options <= MAX_OPTIONS; options++) {
                FileItemInput part = parts.next();
                if (PART.equals(part.getFieldName())) {
                    String name = part.getName();
                    return new FormUpload(
                            parts, part, name == null ? UploadQuery.filename(query) : FileNames.clean(name));
                }
                addOption(part, query);
            }
        } catch (FileUploadException | InvalidPathException e) {
            throw new RefusedException(Problem.BAD_FORM, "expected multipart/form-data: " + e.getMessage(), e);
        }
        throw new RefusedException(
                Problem.MISSING_FILE, "expected a part named " + PART + " in the multipart/form-data body, found none");
    }

    private static void addOption(FileItemInput part, Query query) throws IOException {
        String name = part.getFieldName() == null ? "" : part.getFieldName();
        if (!Query.isKnown(name, UploadQuery.PARAMETERS)) {
            throw new RefusedException(
                    Problem.BAD_FORM_PART,
                    "expected the parts " + PART + " and before it options, which are "
                            + String.join(", ", UploadQuery.PARAMETERS) + ", found the part " + name);
        }
        byte[] value = part.getInputStream().readNBytes(MAX_OPTION_BYTES + 1);
        if (value.length > MAX_OPTION_BYTES) {
            throw new RefusedException(
                    Problem.BAD_FORM_PART,
                    "expected at most " + MAX_OPTION_BYTES + " bytes in the part " + name + ", found more");
        }
        query.add(name, new String(value, UTF_8));
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
        if (parts.hasNext()) {
            String name = parts.next().getFieldName();
            if (!PART.equals(name)) {
                throw new RefusedException(
                        Problem.BAD_FORM_PART,
                        "expected options before the part " + PART + ", found the part " + name + " after it");
            }
            throw new RefusedException(
                    Problem.SEVERAL_FILES,
                    "expected one part named " + PART + ", found another: send one request for each file");
        }
    }
}
