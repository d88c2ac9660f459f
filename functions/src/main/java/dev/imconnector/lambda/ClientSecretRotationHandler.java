package dev.imconnector.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.imconnector.app.Connector;
import dev.imconnector.app.Platform;
import dev.imconnector.manage.ClientSecretRotation;
import dev.imconnector.metrics.PowertoolsRunMetrics;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.problem.CleanText;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.run.RunRecords;
import dev.imconnector.settings.ClientRole;
import dev.imconnector.time.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/**
 * Puts the next secret of one of the two OAuth clients in force. Event: Secrets Manager's {@code {"Step", "SecretId",
 * "ClientRequestToken"}}, the token being the version's id; answer: {@code {"secretId", "step", "versionId", "outcome"}}.
 *
 * <p>Unlike the other handlers it throws what goes wrong, for Secrets Manager looks at nothing else.
 */
public final class ClientSecretRotationHandler implements RequestStreamHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ClientSecretRotationHandler.class);
    private static final Set<String> FIELDS = Set.of("Step", "SecretId", "ClientRequestToken", "RotationToken");
    private static final Duration LONGEST_RESERVE = Duration.ofSeconds(2);

    /** Where each client's secret and scope are named. */
    private static final Map<ClientRole, Names> NAMES = Map.of(
            ClientRole.WRITER, new Names("IM_WRITER_SECRET_ID", "IM_WRITE_SCOPE"),
            ClientRole.READER, new Names("IM_READER_SECRET_ID", "IM_READ_SCOPE"));

    private final Map<String, String> environment;
    private final RunMetrics metrics;
    private final Map<ClientRole, Connector> connectors = new EnumMap<>(ClientRole.class);

    private record Names(String secretId, String scope) {}

    /** As Lambda makes it. */
    public ClientSecretRotationHandler() {
        this(System.getenv());
    }

    /** @param environment the environment variables */
    public ClientSecretRotationHandler(Map<String, String> environment) {
        this(environment, new PowertoolsRunMetrics(environment, Platform.real().clock()));
    }

    /**
     * @param environment the environment variables: {@code IM_WRITER_SECRET_ID} and {@code IM_READER_SECRET_ID} name the
     *     secrets that may be rotated, {@code IM_WRITE_SCOPE} and {@code IM_READ_SCOPE} what their clients ask for
     * @param metrics who is told of cold starts and of what the token core does
     */
    public ClientSecretRotationHandler(Map<String, String> environment, RunMetrics metrics) {
        this.environment = Map.copyOf(environment);
        this.metrics = metrics;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        metrics.coldStart(context);
        var event = RunEvent.read(input, FIELDS);
        try {
            Map<String, Object> answer = PowertoolsLogging.withLogging(context, () -> rotate(event, context));
            RunRecords.json().writeValue(output, answer);
        } finally {
            metrics.flush();
        }
    }

    private Map<String, Object> rotate(RunEvent event, Context context) {
        try {
            var step = needed(event, "Step");
            var secretId = needed(event, "SecretId");
            if (step.equals("checkSecret")) {
                return check(secretId, context);
            }
            var versionId = needed(event, "ClientRequestToken");
            var connector = connector(role(secretId), secretId);
            var deadline = deadline(context, connector);
            var answer = new LinkedHashMap<String, Object>();
            answer.put("secretId", secretId);
            answer.put("step", step);
            answer.put("versionId", versionId);
            answer.put("outcome", outcome(connector.rotation(secretId), step, versionId, deadline));
            LOG.info("{}", answer);
            return answer;
        } catch (ProblemException e) {
            LOG.error(
                    "{}: {} {}",
                    e.problem().code(),
                    e.problem().message(),
                    e.problem().fix());
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw EventException.because("the thread was interrupted", "Call the step again");
        }
    }

    /**
     * Checks the version in force, which shows whether a stack is ready: why it does not work is an answer, no error.
     */
    private Map<String, Object> check(String secretId, Context context) throws InterruptedException {
        var connector = connector(role(secretId), secretId);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("secretId", secretId);
        answer.put("step", "checkSecret");
        try {
            var seen = connector.rotation(secretId).check(deadline(context, connector));
            answer.put("versionId", seen.versionId());
            answer.put("reads", seen.reads());
            answer.put("outcome", "ACCEPTED");
        } catch (ProblemException e) {
            answer.put("outcome", "FAILED");
            answer.put("error", e.problem());
        }
        LOG.info("{}", answer);
        return answer;
    }

    private static String needed(RunEvent event, String field) {
        return event.text(field)
                .orElseThrow(() -> EventException.because(
                        "its field " + field + " is missing", "Send Step, SecretId and ClientRequestToken"));
    }

    private static ClientSecretRotation.Outcome outcome(
            ClientSecretRotation rotation, String step, String versionId, Deadline deadline)
            throws InterruptedException {
        return switch (step) {
            case "createSecret", "setSecret" -> rotation.prepare(versionId, deadline);
            case "testSecret" -> rotation.test(versionId, deadline);
            case "finishSecret" -> rotation.finish(versionId, deadline);
            default ->
                throw EventException.because(
                        "its Step is '" + CleanText.of(step, 40) + "'",
                        "Use createSecret, setSecret, testSecret, finishSecret or checkSecret");
        };
    }

    private ClientRole role(String secretId) {
        for (var role : ClientRole.values()) {
            if (secretId.equals(environment.get(NAMES.get(role).secretId()))) {
                return role;
            }
        }
        throw EventException.because(
                "its SecretId '" + CleanText.of(secretId, 200) + "' is neither the writer's nor the reader's",
                "Use the value of IM_WRITER_SECRET_ID or IM_READER_SECRET_ID");
    }

    private synchronized Connector connector(ClientRole role, String secretId) {
        return connectors.computeIfAbsent(role, each -> {
            var its = new HashMap<>(environment);
            its.put("IM_CLIENT_SECRET_ID", secretId);
            Optional.ofNullable(environment.get(NAMES.get(role).scope()))
                    .ifPresent(scope -> its.put("IM_SCOPE", scope));
            return Connector.warm(its, role, metrics);
        });
    }

    private static Deadline deadline(Context context, Connector connector) {
        var left = Duration.ofMillis(context.getRemainingTimeInMillis());
        var quarter = left.dividedBy(4);
        return Deadline.after(
                left.minus(quarter.compareTo(LONGEST_RESERVE) < 0 ? quarter : LONGEST_RESERVE), connector.clock());
    }
}
