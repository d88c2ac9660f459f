package dev.imconnector.mapping;

import java.util.regex.Pattern;

/**
 * A pattern of file names: {@code *} stands for any characters, {@code ?} for one. Compared with the name without its
 * folder and without {@code .gz} or {@code .zip}, with regard to case.
 */
record FilePattern(String text, Pattern compiled) {

    private static final Pattern PACKED = Pattern.compile("(?i)\\.(gz|zip)$");

    static FilePattern of(String text) {
        var regex = new StringBuilder();
        for (var c : text.toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return new FilePattern(text, Pattern.compile(regex.toString(), Pattern.DOTALL));
    }

    boolean matches(String fileName) {
        return compiled.matcher(PACKED.matcher(fileName).replaceFirst("")).matches();
    }
}
