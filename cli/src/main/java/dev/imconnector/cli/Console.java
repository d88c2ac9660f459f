package dev.imconnector.cli;

import dev.imconnector.problem.Problem;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * The terminal and what surrounds it.
 *
 * @param out what was asked for
 * @param err all else: progress, problems
 * @param isTerminal whether a person is looking
 * @param environment the environment variables
 * @param directory the working directory
 */
record Console(PrintStream out, PrintStream err, boolean isTerminal, Map<String, String> environment, Path directory) {

    static Console real() {
        return new Console(System.out, System.err, System.console() != null, System.getenv(), Path.of(""));
    }

    void line(String text, Object... arguments) {
        out.printf(text + "%n", arguments);
    }

    void note(String text, Object... arguments) {
        err.printf(text + "%n", arguments);
    }

    void problem(Problem problem) {
        err.printf("%s: %s%n", problem.code(), problem.message());
        if (!problem.fix().isEmpty()) {
            err.printf("  What to do: %s%n", problem.fix());
        }
    }
}
