package dev.imconnector.cli;

import dev.imconnector.problem.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The terminal and what surrounds it.
 *
 * @param out what was asked for
 * @param err all else: progress, problems
 * @param isTerminal whether a person is looking
 * @param environment the environment variables
 * @param directory the working directory
 * @param in what is typed or piped in
 */
record Console(
        PrintStream out,
        PrintStream err,
        boolean isTerminal,
        Map<String, String> environment,
        Path directory,
        InputStream in) {

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\n\r\t]]");

    /** A console into which nothing is typed. */
    Console(PrintStream out, PrintStream err, boolean isTerminal, Map<String, String> environment, Path directory) {
        this(out, err, isTerminal, environment, directory, InputStream.nullInputStream());
    }

    static Console real() {
        return new Console(System.out, System.err, System.console() != null, System.getenv(), Path.of(""), System.in);
    }

    /** Something that must not be seen: typed without being shown, or the first line of what is piped in. */
    String secret(String prompt) throws IOException {
        var terminal = System.console();
        if (isTerminal && terminal != null) {
            var typed = terminal.readPassword("%s", prompt);
            return typed == null ? "" : new String(typed);
        }
        var line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
        return line == null ? "" : line.strip();
    }

    void line(String text, Object... arguments) {
        out.print(printable((text + "%n").formatted(arguments)));
    }

    void note(String text, Object... arguments) {
        err.print(printable((text + "%n").formatted(arguments)));
    }

    /** Texts of an export are among what is shown: none of them steers the terminal, or turns the order of letters. */
    private static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("\ufffd");
    }

    void problem(Problem problem) {
        err.printf("%s: %s%n", problem.code(), problem.message());
        if (!problem.fix().isEmpty()) {
            err.printf("  What to do: %s%n", problem.fix());
        }
    }
}
