package dev.sluice.gateway.request;

/** Cleans file names that clients send, for display. */
public final class FileNames {
    /** The name of a file that was sent without one. */
    public static final String DEFAULT = "upload.csv";

    private static final int MAX_CHARACTERS = 255;

    private FileNames() {}

    /** The last part of a path, without control characters, at most 255 characters. */
    public static String clean(String sent) {
        String name = sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1);
        StringBuilder clean = new StringBuilder();
        name.codePoints()
                .filter(c -> !Character.isISOControl(c) && !isLoneSurrogate(c))
                .limit(MAX_CHARACTERS)
                .forEach(clean::appendCodePoint);
        return clean.toString().isBlank() ? DEFAULT : clean.toString().strip();
    }

    /**
     * The name to show for a file.
     *
     * @param format an extension, with which the default name ends
     */
    public static String shown(String name, String format) {
        return name.equals(DEFAULT) ? "upload." + format : name;
    }

    private static boolean isLoneSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
