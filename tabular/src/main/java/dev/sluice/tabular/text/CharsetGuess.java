package dev.sluice.tabular.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Guesses the charset of a text that isn't UTF-8, by decoding it strictly and looking at the characters beyond ASCII:
 * letters of one script stand in words of it, and common ones are far more frequent than rare ones.
 *
 * @param charset the likeliest
 * @param others that fit nearly as well, and read another text
 */
public record CharsetGuess(Charset charset, List<Charset> others) {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final int LOOKED_AT = 64 * 1024;
    /** The share of characters beyond ASCII that are as expected. */
    private static final double FITS = 0.5;

    private static final double NEARLY = 0.1;

    private static final String SYMBOLS = "°²³µ±·€£§«»–—‘’“”„…№×÷‰®™½¼";
    private static final String CENTRAL_EUROPEAN = "ąćęłńóśźżáčďéěíňřšťúůýžőűäöüßâăîşţôĺľŕ";

    public CharsetGuess {
        others = List.copyOf(others);
    }

    /** The candidates, of several that fit equally the more common first. */
    private enum Script {
        LATIN("windows-1252"),
        CYRILLIC("windows-1251"),
        CENTRAL("windows-1250"),
        JAPANESE("Shift_JIS"),
        JAPANESE_OF_WINDOWS("windows-31j"),
        CHINESE("GBK"),
        KOREAN("EUC-KR"),
        TAIWANESE("Big5");

        private final String charset;

        Script(String charset) {
            this.charset = charset;
        }

        /** Whether the character at an index is one that such a text is likely to have there. */
        boolean isCommon(String text, int at) {
            char c = text.charAt(at);
            boolean inWord = isAsciiLetter(text, at - 1) || isAsciiLetter(text, at + 1);
            boolean symbol = SYMBOLS.indexOf(c) >= 0 && !(isLetter(text, at - 1) && isLetter(text, at + 1));
            return switch (this) {
                case LATIN -> symbol || (Character.isLetter(c) && c != 'µ' && isInWordOfAscii(text, at));
                case CENTRAL ->
                    symbol || (CENTRAL_EUROPEAN.indexOf(Character.toLowerCase(c)) >= 0 && isInWordOfAscii(text, at));
                case CYRILLIC ->
                    symbol
                            || ((c == 'Ё' || c == 'ё' || (c >= 'А' && c <= 'я'))
                                    && !inWord
                                    && (isLetter(text, at - 1) || isLetter(text, at + 1)));
                case JAPANESE, JAPANESE_OF_WINDOWS -> isOf(c, 0x81, 0x97, 0x40);
                case CHINESE -> isOf(c, 0xA1, 0xA3, 0xA1) || isOf(c, 0xB0, 0xD7, 0xA1);
                case KOREAN ->
                    isOf(c, 0xA1, 0xA3, 0xA1) || (c >= '\uAC00' && c <= '\uD7A3' && isOf(c, 0xB0, 0xC8, 0xA1));
                // Two bytes such as those of °C are one character here.
                case TAIWANESE ->
                    isOf(c, 0xA1, 0xC6, 0x40) && (isLetter(text, at - 1) || isLetter(text, at + 1)) && !inWord;
            };
        }

        private boolean isOf(char c, int first, int last, int trail) {
            byte[] bytes = String.valueOf(c).getBytes(Charset.forName(charset));
            return bytes.length == 2
                    && (bytes[0] & 0xFF) >= first
                    && (bytes[0] & 0xFF) <= last
                    && (bytes[1] & 0xFF) >= trail;
        }
    }

    /** @param text what the charset reads, if it is one of this script */
    private record Reading(Charset charset, String text, double share) {}

    /** Guesses by the beginning of a text, up to an end of a line. */
    public static CharsetGuess of(byte[] bytes) {
        byte[] sample = Arrays.copyOf(bytes, end(bytes));
        List<Reading> readings = new ArrayList<>();
        for (Script script : Script.values()) {
            if (Charset.isSupported(script.charset)) {
                read(script, sample).ifPresent(readings::add);
            }
        }
        readings.sort(Comparator.comparingDouble(Reading::share).reversed());
        if (readings.isEmpty() || readings.get(0).share() < FITS) {
            return new CharsetGuess(WINDOWS_1252, List.of());
        }
        Reading best = readings.get(0);
        List<Charset> others = readings.stream()
                .filter(each ->
                        each.share() >= best.share() - NEARLY && !each.text().equals(best.text()))
                .map(Reading::charset)
                .toList();
        return new CharsetGuess(best.charset(), others);
    }

    /** The guess in words, for a message: the option that names it. */
    public String inWords() {
        StringBuilder words = new StringBuilder("charset=").append(charset.name());
        others.forEach(other -> words.append(" or ").append(other.name()));
        return words.toString();
    }

    private static int end(byte[] bytes) {
        int end = Math.min(bytes.length, LOOKED_AT);
        if (end == bytes.length) {
            return end;
        }
        int line = end;
        while (line > 0 && bytes[line - 1] != '\n') {
            line--;
        }
        return line == 0 ? end : line;
    }

    private static Optional<Reading> read(Script script, byte[] sample) {
        Charset charset = Charset.forName(script.charset);
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(sample)).toString();
            int beyond = 0;
            int common = 0;
            for (int at = 0; at < text.length(); at++) {
                if (text.charAt(at) > 0x7F) {
                    beyond++;
                    common += script.isCommon(text, at) ? 1 : 0;
                }
            }
            return Optional.of(new Reading(charset, text, beyond == 0 ? 0 : (double) common / beyond));
        } catch (CharacterCodingException e) {
            // It is in another charset.
            return Optional.empty();
        }
    }

    private static boolean isLetter(String text, int at) {
        return at >= 0 && at < text.length() && Character.isLetter(text.charAt(at));
    }

    private static boolean isAsciiLetter(String text, int at) {
        return isLetter(text, at) && text.charAt(at) < 0x80;
    }

    /** Whether the word around a letter has letters of ASCII as well. */
    private static boolean isInWordOfAscii(String text, int at) {
        int from = at;
        while (isLetter(text, from - 1)) {
            from--;
        }
        for (int i = from; isLetter(text, i); i++) {
            if (text.charAt(i) < 0x80) {
                return true;
            }
        }
        return false;
    }
}
