package dev.imconnector.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.token.SandboxClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each handler under AWS's own runtime interface client, on the Java that Lambda runs and on the oldest that the build
 * allows: what it answers, and what it writes to its log.
 */
class RuntimeIT {

    private static final List<Integer> VERSIONS = List.of(25, 17);
    private static final List<String> HANDLERS = List.of(
            "PushCreditsHandler",
            "PullResultsHandler",
            "WriteApiHandler",
            "ReadApiHandler",
            "CheckNightHandler",
            "ClientSecretRotationHandler");

    private static Path runtimeClient;
    private static final Map<Integer, Path> JAVAS = new TreeMap<>();

    @TempDir
    private Path folder;

    private ImSandbox im;

    @BeforeAll
    static void install() throws Exception {
        var aws = new LocalAws(ProcessStack.repository(), LocalAws.DEFAULT_PORT, Map.of());
        if (aws.attempt("install").status() != 0) {
            without("local-aws/stack install failed, see above");
        }
        var where = aws.ask("where").lines().map(line -> line.split("=", 2)).toList();
        for (var entry : where) {
            switch (entry[0]) {
                case "runtime_interface_client" -> runtimeClient = Path.of(entry[1]);
                case "java" -> JAVAS.put(25, Path.of(entry[1]));
                default -> {}
            }
        }
        java17().ifPresent(java -> JAVAS.put(17, java));
        if (!JAVAS.keySet().containsAll(VERSIONS)) {
            without("There is no JDK 17: set JAVA_HOME_17_X64 or JAVA_HOME to one");
        }
    }

    private static void without(String reason) {
        if ("true".equals(System.getenv("CI"))) {
            fail(reason);
        }
        abort(reason);
    }

    private static java.util.Optional<Path> java17() throws IOException {
        var candidates = new ArrayList<Path>();
        for (var home : List.of("java.home", "JAVA_HOME_17_X64", "JAVA_HOME_17_arm64", "JAVA_HOME")) {
            var value = home.equals("java.home") ? System.getProperty(home) : System.getenv(home);
            if (value != null) {
                candidates.add(Path.of(value));
            }
        }
        var installed = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(installed)) {
            try (var homes = Files.list(installed)) {
                homes.forEach(candidates::add);
            }
        }
        return candidates.stream()
                .filter(RuntimeIT::is17)
                .map(home -> home.resolve("bin/java"))
                .findFirst();
    }

    private static boolean is17(Path home) {
        try {
            var release = home.resolve("release");
            return Files.isExecutable(home.resolve("bin/java"))
                    && Files.exists(release)
                    && Files.readString(release).contains("JAVA_VERSION=\"17");
        } catch (IOException e) {
            return false;
        }
    }

    @BeforeEach
    void start() {
        im = ImSandbox.start(SandboxOptions.defaults().with(RateSwitches.RATE_LIMIT, 0), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        im.close();
    }

    static Stream<Arguments> handlersOnEachJava() {
        return HANDLERS.stream().flatMap(handler -> VERSIONS.stream().map(java -> Arguments.of(handler, java)));
    }

    @ParameterizedTest(name = "{0} on Java {1}")
    @MethodSource("handlersOnEachJava")
    void answers_twice_and_every_line_of_its_log_is_JSON_that_says_whose_it_is(String handler, int java)
            throws Exception {
        Files.writeString(folder.resolve("credits.csv"), Exports.night().csv(5));
        var requests = List.of(UUID.randomUUID().toString(), UUID.randomUUID().toString());
        var log = folder.resolve("log");
        try (var api = RuntimeApi.open()) {
            var function = start(handler, java, api, log);
            try {
                for (var request : requests) {
                    var answer = api.invoke(request, event(handler, request), function);
                    assertThat(answer)
                            .as("an answer in time; its log: %s", Files.readString(log))
                            .isNotNull();
                    assertGood(handler, answer);
                }
            } finally {
                function.destroy();
                function.waitFor();
            }
        }
        assertLog(handler, Files.readAllLines(log), requests);
    }

    private Process start(String handler, int java, RuntimeApi api, Path log) throws IOException {
        var builder = new ProcessBuilder(
                        JAVAS.get(java).toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        // As Lambda does; for a Java that does not know it, it means nothing.
                        "-XX:+IgnoreUnrecognizedVMOptions",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classPath(),
                        "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                        "dev.imconnector.lambda." + handler + "::handleRequest")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        var reads = handler.startsWith("Pull") || handler.startsWith("Read");
        var client = reads ? SandboxClient.READER : SandboxClient.WRITER;
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("IM_"));
        builder.environment()
                .putAll(Map.ofEntries(
                        Map.entry("AWS_LAMBDA_RUNTIME_API", api.address()),
                        Map.entry("_HANDLER", handler),
                        Map.entry("AWS_LAMBDA_FUNCTION_NAME", "of-a-test"),
                        Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
                        Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024"),
                        Map.entry("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
                        Map.entry("AWS_LAMBDA_LOG_FORMAT", "JSON"),
                        Map.entry("AWS_EXECUTION_ENV", "AWS_Lambda_java25"),
                        Map.entry("AWS_REGION", "eu-central-1"),
                        Map.entry("LAMBDA_TASK_ROOT", folder.toString()),
                        Map.entry("POWERTOOLS_SERVICE_NAME", "of-a-test"),
                        Map.entry("IM_TOKEN_URL", im.tokenUrl().toString()),
                        Map.entry("IM_API_URL", im.apiUrl().toString()),
                        Map.entry("ICM_CLIENT_ID", client.id()),
                        Map.entry("ICM_CLIENT_SECRET", client.secret()),
                        Map.entry("IM_REQUESTS_PER_MINUTE", "0"),
                        Map.entry(
                                "CREDITS_LOCATION",
                                folder.resolve("credits.csv").toUri().toString()),
                        Map.entry("RUNS_LOCATION", folder.resolve("runs").toUri() + "/"),
                        Map.entry("RESULTS_LOCATION", folder.resolve("results").toUri() + "/")));
        return builder.start();
    }

    /** What is deployed, and the runtime client: nothing of the tests. */
    private static String classPath() {
        var repository = ProcessStack.repository();
        return String.join(
                java.io.File.pathSeparator,
                repository.resolve("functions/target/classes").toString(),
                repository.resolve("cli/target/lib") + "/*",
                runtimeClient + "/*");
    }

    private static String event(String handler, String request) {
        return switch (handler) {
            case "PushCreditsHandler" -> "{\"runId\":\"push-" + request + "\"}";
            case "PullResultsHandler" -> "{\"runId\":\"pull-" + request + "\"}";
            case "WriteApiHandler" ->
                http("POST", "/pipeline-runs", "{\\\"pipelineId\\\":\\\"PIPE-1\\\",\\\"periodId\\\":\\\"2026-03\\\"}");
            case "ReadApiHandler" -> http("GET", "/participants", null);
            case "CheckNightHandler" -> "{}";
            // Nothing is configured that it may rotate: the failure is what Secrets Manager would be told.
            default -> "{\"Step\":\"testSecret\",\"SecretId\":\"none\",\"ClientRequestToken\":\"" + request + "\"}";
        };
    }

    private static String http(String method, String path, String body) {
        return "{\"resource\":\"" + path + "\",\"path\":\"" + path + "\",\"httpMethod\":\"" + method
                + "\",\"headers\":{\"Content-Type\":\"application/json\"},\"requestContext\":{\"requestId\":\"gateway\",\"httpMethod\":\""
                + method + "\",\"resourcePath\":\"" + path
                + "\",\"identity\":{\"userArn\":\"arn:aws:iam::1:user/u\"}},\"body\":"
                + (body == null ? "null" : "\"" + body + "\"") + "}";
    }

    private static void assertGood(String handler, RuntimeApi.Answer given) {
        assertThat(given.kind())
                .as(given.body())
                .isEqualTo(handler.equals("ClientSecretRotationHandler") ? "error" : "response");
        var answer = AwsCalls.json(given.body());
        switch (handler) {
            case "PushCreditsHandler", "PullResultsHandler" ->
                assertThat(answer.path("status").asText()).as(given.body()).isEqualTo("COMPLETED");
            case "WriteApiHandler" ->
                assertThat(answer.path("statusCode").asInt()).as(given.body()).isEqualTo(202);
            case "ReadApiHandler" ->
                assertThat(answer.path("statusCode").asInt()).as(given.body()).isEqualTo(200);
            case "CheckNightHandler" ->
                assertThat(answer.path("completed").isBoolean())
                        .as(given.body())
                        .isTrue();
            default -> assertThat(answer.path("errorMessage").asText()).isNotEmpty();
        }
    }

    private void assertLog(String handler, List<String> lines, List<String> requests) {
        var isRun = handler.startsWith("Pu");
        var namesRun = isRun || handler.startsWith("CheckNight");
        assertThat(lines).isNotEmpty();
        var said = new ArrayList<String>();
        for (var line : lines) {
            assertThat(line).startsWith("{");
            var entry = AwsCalls.json(line);
            if (entry.has("_aws")) {
                assertMetrics(entry);
            } else {
                assertThat(entry.path("level").asText()).as(line).isIn("INFO", "WARN", "ERROR");
                // The runtime client's own lines, those of an exception, call it otherwise and know no run.
                var ofTheClient = entry.has("AWSRequestId");
                assertThat(requests)
                        .as(line)
                        .contains(entry.path(ofTheClient ? "AWSRequestId" : "function_request_id")
                                .asText());
                assertThat(entry.has("run_id")).as(line).isEqualTo(namesRun && !ofTheClient);
                said.add(entry.path("run_id").asText());
            }
            assertThat(line).doesNotContain(SandboxClient.WRITER.secret(), SandboxClient.READER.secret());
        }
        assertThat(lines.stream().filter(line -> line.contains("\"_aws\""))).isNotEmpty();
        if (isRun) {
            var prefix = handler.startsWith("Push") ? "push-" : "pull-";
            assertThat(said).contains(prefix + requests.get(0), prefix + requests.get(1));
        }
    }

    /** The rules of CloudWatch's embedded metric format, specification 1.0. */
    private static void assertMetrics(JsonNode entry) {
        assertThat(entry.at("/_aws/Timestamp").isIntegralNumber())
                .as(entry.toString())
                .isTrue();
        assertThat(entry.at("/_aws/CloudWatchMetrics")).isNotEmpty();
        for (var directive : entry.at("/_aws/CloudWatchMetrics")) {
            assertThat(directive.path("Namespace").asText()).isEqualTo("IMConnector");
            assertThat(directive.path("Metrics")).isNotEmpty().hasSizeLessThanOrEqualTo(100);
            for (var metric : directive.path("Metrics")) {
                assertThat(metric.path("Unit").asText())
                        .isIn("Count", "Percent", "Seconds", "Milliseconds", "Bytes", "None");
                var value = entry.path(metric.path("Name").asText());
                assertThat(value.isNumber() || value.isArray())
                        .as(metric + " in " + entry)
                        .isTrue();
            }
            for (var set : directive.path("Dimensions")) {
                assertThat(set).hasSizeLessThanOrEqualTo(30);
                set.forEach(name -> assertThat(entry.path(name.asText()).isTextual())
                        .as(name + " in " + entry)
                        .isTrue());
            }
        }
    }
}
