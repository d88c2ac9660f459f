package dev.imconnector.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.switches.SandboxSwitches;
import dev.imconnector.sandbox.token.SandboxClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * The whole application in a local AWS: built by SAM, deployed with its template, its functions running as JVMs, a
 * simulated IM in this process and a gate between the functions and AWS. One at a time uses it.
 */
final class Application implements AutoCloseable {

    /** How long anything may take, on a slow and busy machine too. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final ProcessStack stack;
    private final AwsGate gate;
    private final ImSandbox im;
    private final AwsCalls calls;
    private final JsonNode description;
    private final Path mockedTasks;
    private final Map<String, ObjectNode> changedFunctions = new HashMap<>();

    private Application(ProcessStack stack, AwsGate gate, ImSandbox im, JsonNode description, Path mockedTasks) {
        this.stack = stack;
        this.gate = gate;
        this.im = im;
        this.calls = new AwsCalls(stack.uri());
        this.description = description;
        this.mockedTasks = mockedTasks;
    }

    /** @throws StackUnavailableException when this machine has no local AWS */
    static Application deploy() throws StackUnavailableException {
        var gate = AwsGate.open();
        var im = ImSandbox.start(SandboxOptions.defaults().with(RateSwitches.RATE_LIMIT, 0), Clock.systemUTC());
        var mockedTasks = temporaryFile();
        var stack = ProcessStack.start(Map.of(
                "LOCAL_AWS_FUNCTION_ENVIRONMENT",
                "AWS_ENDPOINT_URL=" + gate.uri(),
                "LOCAL_AWS_MOCKED_TASKS",
                mockedTasks.toString()));
        gate.leadTo(stack.uri());
        try {
            var description = stack.aws()
                    .ask(
                            "deploy",
                            "ImTokenUrl=" + im.tokenUrl(),
                            "ImApiUrl=" + im.apiUrl(),
                            "TenantRequestsPerMinute=0",
                            "NotifyOnSuccess=true");
            return new Application(stack, gate, im, AwsCalls.json(description), mockedTasks).withCredentials();
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackUnavailableException("interrupted while the application was deployed");
        }
    }

    private static Path temporaryFile() {
        try {
            var file = Files.createTempFile("mocked-tasks", ".json");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As it was deployed, with good credentials: what a test changed is taken back. */
    Application withCredentials() {
        gate.reset();
        im.change(before -> SandboxSwitches.defaults().with(RateSwitches.RATE_LIMIT, 0));
        im.putClient(SandboxClient.WRITER);
        im.putClient(SandboxClient.READER);
        putSecret("WriterClientSecretId", SandboxClient.WRITER);
        putSecret("ReaderClientSecretId", SandboxClient.READER);
        changedFunctions.forEach((function, before) -> put(function, before));
        changedFunctions.clear();
        return this;
    }

    URI uri() {
        return stack.uri();
    }

    LocalAws aws() {
        return stack.aws();
    }

    ImSandbox im() {
        return im;
    }

    AwsGate gate() {
        return gate;
    }

    AwsCalls calls() {
        return calls;
    }

    S3Client s3() {
        return stack.aws().clients().s3();
    }

    SecretsManagerClient secretsManager() {
        return stack.aws().clients().secretsManager();
    }

    SsmClient ssm() {
        return stack.aws().clients().ssm();
    }

    /** The folder of what SAM built, to deploy it once more. */
    String build() throws InterruptedException {
        var given = System.getenv().getOrDefault("LOCAL_AWS_BUILD", "");
        return given.isEmpty() ? where("data") + "/build" : given;
    }

    private String where(String name) throws InterruptedException {
        return aws().ask("where")
                .lines()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("local-aws/stack where names no " + name));
    }

    JsonNode description() {
        return description;
    }

    String output(String name) {
        return description.path("outputs").path(name).asText();
    }

    /** The physical id of a resource of the template. */
    String id(String logicalId) {
        var id = description.path("resources").path(logicalId).path("id").asText();
        if (id.isEmpty()) {
            throw new AssertionError("The deployed stack has no " + logicalId);
        }
        return id;
    }

    String bucket() {
        return output("DataBucketName");
    }

    // ---- The bucket

    void put(String key, String content) {
        s3().putObject(request -> request.bucket(bucket()).key(key), RequestBody.fromString(content));
    }

    byte[] bytes(String key) {
        return s3().getObjectAsBytes(request -> request.bucket(bucket()).key(key))
                .asByteArray();
    }

    String text(String key) {
        return new String(bytes(key), StandardCharsets.UTF_8);
    }

    List<String> keys(String prefix) {
        return s3().listObjectsV2Paginator(request -> request.bucket(bucket()).prefix(prefix)).contents().stream()
                .map(object -> object.key())
                .toList();
    }

    JsonNode run(String runId) {
        return AwsCalls.json(text("runs/" + runId + "/run.json"));
    }

    // ---- Secrets and settings

    void putSecret(String output, SandboxClient client) {
        putSecret(output, "{\"client_id\":\"" + client.id() + "\",\"client_secret\":\"" + client.secret() + "\"}");
    }

    void putSecret(String output, String value) {
        secretsManager()
                .putSecretValue(request -> request.secretId(output(output)).secretString(value));
    }

    // ---- Functions

    /** What the function answered, or the description of its failure. */
    JsonNode invoke(String function, String event) {
        return AwsCalls.json(calls.invoke(id(function), event).body());
    }

    /** Gives a function another timeout or more variables until the test ends, and so a new environment. */
    void configure(String function, UnaryOperator<ObjectNode> change) {
        var now = configuration(function);
        changedFunctions.putIfAbsent(function, now.deepCopy());
        put(function, change.apply(now));
    }

    void timeout(String function, int seconds) {
        configure(function, configuration -> configuration.put("Timeout", seconds));
    }

    /** With these variables beside the template's. */
    void environment(String function, Map<String, String> variables) {
        configure(function, configuration -> {
            variables.forEach(configuration.withObject("/Environment/Variables")::put);
            return configuration;
        });
    }

    /** A cold start at the next invocation. */
    void forgetWarm(String function) {
        environment(function, Map.of("TEST_STARTED_ANEW", UUID.randomUUID().toString()));
    }

    private ObjectNode configuration(String function) {
        var all = calls.rest("lambda", "GET", path(function), Map.of());
        ObjectNode wanted = AwsCalls.JSON.createObjectNode();
        for (var field : List.of("Timeout", "MemorySize", "Environment")) {
            wanted.set(field, all.path(field).deepCopy());
        }
        return wanted;
    }

    private void put(String function, ObjectNode configuration) {
        Map<String, ?> input = AwsCalls.JSON.convertValue(
                configuration, new com.fasterxml.jackson.core.type.TypeReference<TreeMap<String, Object>>() {});
        calls.rest("lambda", "PUT", path(function), input);
        await(
                "the function's new configuration",
                () -> calls.rest("lambda", "GET", path(function), Map.of()),
                all -> all.path("LastUpdateStatus").asText().equals("Successful"));
    }

    private String path(String function) {
        return "/2015-03-31/functions/" + id(function) + "/configuration";
    }

    /** All lines so far; LocalStack shows those of an invocation once it has ended. */
    List<String> log(String function) {
        var group = "/aws/lambda/" + id(function);
        var groups = calls.call("logs", "Logs_20140328.DescribeLogGroups", Map.of("logGroupNamePrefix", group));
        if (groups.path("logGroups").isEmpty()) {
            return List.of();
        }
        var events =
                calls.call("logs", "Logs_20140328.FilterLogEvents", Map.of("logGroupName", group, "limit", 10_000));
        return events.path("events").findValuesAsText("message");
    }

    // ---- Workflows

    /** @return the execution's ARN */
    String start(String machine, String input) {
        return calls.call(
                        "states",
                        "AWSStepFunctions.StartExecution",
                        Map.of("stateMachineArn", id(machine), "input", input))
                .path("executionArn")
                .asText();
    }

    /** The same workflow without its long waits: a second instead, and retries after a second. @return its ARN */
    String quick(String machine) {
        var definition = definition(machine);
        definition.path("States").forEach(state -> {
            if (state.has("Seconds")) {
                ((ObjectNode) state).put("Seconds", 1);
            }
            state.path("Retry")
                    .forEach(retry -> ((ObjectNode) retry)
                            .put("IntervalSeconds", 1)
                            .put("BackoffRate", 1)
                            .remove("JitterStrategy"));
        });
        return create("quick-" + UUID.randomUUID(), definition);
    }

    /** As it was deployed, what the template replaces in it replaced. */
    ObjectNode definition(String machine) {
        return (ObjectNode) AwsCalls.json(machine(machine).path("definition").asText());
    }

    private JsonNode machine(String machine) {
        return calls.call("states", "AWSStepFunctions.DescribeStateMachine", Map.of("stateMachineArn", id(machine)));
    }

    /** @return the ARN of a state machine of that definition, with the rights of the nightly push */
    String create(String name, JsonNode definition) {
        return calls.call(
                        "states",
                        "AWSStepFunctions.CreateStateMachine",
                        Map.of(
                                "name",
                                name,
                                "definition",
                                definition.toString(),
                                "roleArn",
                                machine("CreditPushWorkflow").path("roleArn").asText()))
                .path("stateMachineArn")
                .asText();
    }

    /** Where the local AWS reads what tasks answer in an execution of {@code <machine's ARN>#<case>}. */
    Path mockedTasks() {
        return mockedTasks;
    }

    Set<String> statesEntered(String execution) {
        var events = calls.call(
                "states",
                "AWSStepFunctions.GetExecutionHistory",
                Map.of("executionArn", execution, "maxResults", 1000));
        var names = new TreeSet<String>();
        events.path("events")
                .forEach(event ->
                        names.add(event.at("/stateEnteredEventDetails/name").asText()));
        names.remove("");
        return names;
    }

    String startArn(String machineArn, String input) {
        return calls.call(
                        "states",
                        "AWSStepFunctions.StartExecution",
                        Map.of("stateMachineArn", machineArn, "input", input))
                .path("executionArn")
                .asText();
    }

    JsonNode execution(String arn) {
        return calls.call("states", "AWSStepFunctions.DescribeExecution", Map.of("executionArn", arn));
    }

    /** The execution once it has ended. */
    JsonNode end(String arn) {
        return await(
                "the execution's end",
                () -> execution(arn),
                now -> !now.path("status").asText().equals("RUNNING"));
    }

    /** A new mailbox for all that {@code AlertsTopic} tells from now on. */
    Alerts alerts() {
        return Alerts.subscribed(calls, output("AlertsTopicArn"));
    }

    /** Starts and waits for the end. @return the output of one that succeeded */
    JsonNode succeed(String machine, String input) {
        return succeeded(end(start(machine, input)));
    }

    static JsonNode succeeded(JsonNode execution) {
        if (!execution.path("status").asText().equals("SUCCEEDED")) {
            throw new AssertionError("The execution did not succeed: " + execution);
        }
        return AwsCalls.json(execution.path("output").asText());
    }

    /** Looks again until what is seen is as wanted. */
    static <T> T await(String what, Supplier<T> look, Function<T, Boolean> isThere) {
        var last = look.get();
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (!isThere.apply(last)) {
            if (System.nanoTime() > until) {
                throw new AssertionError("Waited in vain for " + what + "; last seen: " + last);
            }
            pause();
            last = look.get();
        }
        return last;
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    @Override
    public void close() {
        stack.close();
        im.close();
        gate.close();
    }
}
