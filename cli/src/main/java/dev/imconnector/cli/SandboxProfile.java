package dev.imconnector.cli;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.sandbox.token.SandboxClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Map;

/**
 * The profile {@value #NAME}, which needs no file: the addresses and credentials of an {@code im sandbox} that was started
 * without {@code --port}. A profile of that name in the user's own file comes first.
 */
final class SandboxProfile {

    static final String NAME = "sandbox";

    /** Where {@code im sandbox} listens by default. */
    static final int PORT = 8484;

    private static final String API = "http://127.0.0.1:" + PORT + "/successfactors/im";
    private static final int CONNECT_MILLIS = 1_000;

    private SandboxProfile() {}

    static Map<String, String> variables() {
        return Map.of(
                "IM_TOKEN_URL", "http://127.0.0.1:" + PORT + "/oauth/token",
                "IM_API_URL", API,
                "ICM_CLIENT_ID", SandboxClient.WRITER.id(),
                "ICM_CLIENT_SECRET", SandboxClient.WRITER.secret(),
                "ICM_READER_CLIENT_ID", SandboxClient.READER.id(),
                "ICM_READER_CLIENT_SECRET", SandboxClient.READER.secret());
    }

    /** The connector could not tell another process from an IM that is away for a moment, and would wait for it. */
    static final class AbsentException extends ProblemException {

        private static final long serialVersionUID = 1L;

        AbsentException(URI api, Console console) {
            super(new Problem(
                    "SANDBOX_ABSENT",
                    "No sandbox listens at " + api.getHost() + ":" + api.getPort(),
                    "Start one in another terminal: " + console.command() + " sandbox"));
        }
    }

    /** @throws AbsentException when IM is to be this profile's sandbox, and that is not running */
    static void mustRun(Map<String, String> environment, Console console) {
        if (!API.equals(environment.get("IM_API_URL"))) {
            return;
        }
        var api = URI.create(API);
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(api.getHost(), api.getPort()), CONNECT_MILLIS);
        } catch (IOException e) {
            throw new AbsentException(api, console);
        }
    }
}
