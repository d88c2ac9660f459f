package dev.imconnector.cli.api;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import java.io.IOException;

/** The port of the API cannot be opened. */
final class PortException extends ProblemException {

    private static final long serialVersionUID = 1L;

    PortException(int port, IOException cause) {
        super(
                new Problem(
                        "PORT_UNUSABLE",
                        "Port " + port + " cannot be opened: " + cause.getMessage(),
                        "Choose another one with --port, or 0 for any"),
                cause);
    }
}
