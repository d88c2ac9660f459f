package dev.imconnector.cli.stack;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;

/** The local AWS cannot be used here, or did not do what it was asked. */
public final class LocalAwsException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private LocalAwsException(Problem problem, Throwable cause) {
        super(problem, cause);
    }

    static LocalAwsException notHere(String message, Throwable cause) {
        return new LocalAwsException(
                new Problem(
                        "LOCAL_AWS_UNAVAILABLE",
                        message,
                        "Use Linux or macOS (or WSL), and start im from a clone of the repository"),
                cause);
    }

    static LocalAwsException failed(String command, int status, String output) {
        return new LocalAwsException(
                new Problem(
                        status == LocalAws.SOMETHING_MISSING ? "LOCAL_AWS_UNAVAILABLE" : "LOCAL_AWS_FAILED",
                        "local-aws/stack " + command + " ended with " + status + ": " + output,
                        "See above, and local-aws/README.md"),
                null);
    }
}
