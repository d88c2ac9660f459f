package dev.imconnector.cli;

import java.nio.file.Path;

/** A path as one word of a shell command that somebody may copy. */
final class ShellWord {

    private ShellWord() {}

    static String of(Path path) {
        var text = path.toString();
        return text.matches("[\\p{L}\\p{N}_./\\\\:@+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
