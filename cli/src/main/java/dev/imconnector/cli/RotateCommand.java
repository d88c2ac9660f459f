package dev.imconnector.cli;

import dev.imconnector.app.Connector;
import dev.imconnector.lambda.ClientSecretRotationHandler;
import dev.imconnector.manage.RotationException;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.oauth.StagedCredentials;
import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.run.RunRecords;
import dev.imconnector.time.Deadline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code im rotate}: puts a new client secret in force, tested before. */
@Command(
        name = "rotate",
        description =
                "Puts a new client secret into Secrets Manager beside the one in force, fetches a token with it, and"
                        + " only then puts it in force. The old one stays as AWSPREVIOUS.",
        mixinStandardHelpOptions = true)
final class RotateCommand implements Callable<Integer> {

    private static final List<String> STEPS = List.of("createSecret", "setSecret", "testSecret", "finishSecret");
    private static final Duration LONGEST_STEP = Duration.ofSeconds(60);

    private final Console console;
    private final Clock clock = Clock.systemUTC();

    @Option(
            names = "--client",
            paramLabel = "writer|reader",
            required = true,
            description = "Whose secret: that of the client that may write, or of the one that may only read.")
    private String client;

    @Option(
            names = "--secret-id",
            paramLabel = "ID",
            required = true,
            description = "Name or ARN of the secret: the stack's output WriterClientSecretId or ReaderClientSecretId.")
    private String secretId;

    @Option(
            names = "--client-id",
            paramLabel = "ID",
            description = "The client id, when it changes too; by default that of the version in force.")
    private String clientId;

    @Option(names = "--pending", description = "Continue with the version that is already pending; asks for no secret.")
    private boolean pending;

    RotateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        if (!client.equals("writer") && !client.equals("reader")) {
            console.note("--client is '%s': use writer or reader", client);
            return ExitStatus.USAGE;
        }
        var environment = environment();
        try {
            var version = version(Connector.stagedCredentials(environment, secretId));
            var handler = new ClientSecretRotationHandler(environment, RunMetrics.NONE);
            for (var step : STEPS) {
                console.line("%-14s %s", step, call(handler, step, version));
            }
            console.line("Version %s is in force; running functions take it up without a restart.", version);
            console.line(
                    "Delete the old secret in SAP's admin console once you are sure; it is AWSPREVIOUS until then.");
            return ExitStatus.OK;
        } catch (ProblemException e) {
            console.problem(e.problem());
            console.note("The version in force has not been changed by a step that failed.");
            return ExitStatus.FAILED;
        }
    }

    private Map<String, String> environment() {
        var environment = new HashMap<>(LocalEnvironment.of(console));
        environment.remove(client.equals("writer") ? "IM_READER_SECRET_ID" : "IM_WRITER_SECRET_ID");
        environment.put(client.equals("writer") ? "IM_WRITER_SECRET_ID" : "IM_READER_SECRET_ID", secretId);
        return environment;
    }

    /** The version to put in force: the one that is pending, or one that is put there now. */
    private String version(StagedCredentials credentials) throws IOException, InterruptedException {
        var stages = credentials.stages();
        if (pending) {
            return stages.pending().orElse("(none)");
        }
        var id = clientId == null ? clientIdInForce(credentials, stages) : clientId;
        var version = UUID.randomUUID().toString();
        var secret = console.secret("New secret of the client " + id + ": ");
        if (secret.isBlank()) {
            throw new RotationException(new Problem(
                    "SECRET_EMPTY", "No new secret was given", "Type it when asked, or pipe it in as one line"));
        }
        credentials.putPending(version, id, secret);
        console.line("%-14s %s", "put", "AWSPENDING, version " + version);
        return version;
    }

    private String clientIdInForce(StagedCredentials credentials, StagedCredentials.Stages stages)
            throws InterruptedException {
        if (stages.current().isEmpty()) {
            throw new RotationException(new Problem(
                    "SECRET_EMPTY",
                    "The secret '" + secretId + "' has no version in force to take the client id from",
                    "Say --client-id"));
        }
        return credentials
                .read(stages.current().get(), Deadline.after(LONGEST_STEP, clock))
                .clientId();
    }

    private String call(ClientSecretRotationHandler handler, String step, String version) throws IOException {
        var event = RunRecords.json()
                .createObjectNode()
                .put("Step", step)
                .put("SecretId", secretId)
                .put("ClientRequestToken", version);
        var answer = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(RunRecords.json().writeValueAsBytes(event)),
                answer,
                new LocalContext(clock, LONGEST_STEP));
        return RunRecords.json().readTree(answer.toByteArray()).path("outcome").asText();
    }
}
