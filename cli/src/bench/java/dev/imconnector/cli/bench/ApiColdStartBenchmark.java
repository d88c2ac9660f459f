package dev.imconnector.cli.bench;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.imconnector.aws.AwsClients;
import dev.imconnector.lambda.ReadApiHandler;
import dev.imconnector.lambda.WriteApiHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * Cold starts: new JVMs, by turns, each from its start to its first answer. An empty handler with the same SDK clients
 * beside the API's two handlers: once with a request that is refused at once (what starting alone costs), once with one
 * that goes all the way: settings, secret, token, IM, and for the write its audit. AWS is simulated on loopback.
 */
public final class ApiColdStartBenchmark {

    private static final String DONE = "DONE";

    private ApiColdStartBenchmark() {}

    /** {@code [ROUNDS]}, or, in a child, what to start. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 1 && !arguments[0].matches("[0-9]+")) {
            start(arguments[0]);
            return;
        }
        var rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 15;
        try (var im = SandboxProcess.start().anew("rate-limit=0")) {
            var aws = aws();
            try {
                measure(rounds, environment(im, aws.getAddress().getPort()));
            } finally {
                aws.stop(0);
            }
        }
    }

    private static void measure(int rounds, Map<String, String> environment) throws Exception {
        var kinds = List.of("empty", "read-refused", "write-refused", "read-bare", "read", "write");
        var took = new LinkedHashMap<String, List<Double>>();
        for (int i = 0; i <= rounds; i++) {
            for (var kind : kinds) {
                var millis = millis(kind, environment);
                if (i > 0) {
                    took.computeIfAbsent(kind, any -> new ArrayList<>()).add(millis);
                }
            }
        }
        var empty = median(took.get("empty"));
        took.forEach((kind, all) -> System.out.printf(
                Locale.ROOT, "%-14s median %.0f ms, %.2f x empty%n", kind, median(all), median(all) / empty));
    }

    private static double median(List<Double> all) {
        var sorted = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static double millis(String kind, Map<String, String> environment)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ApiColdStartBenchmark.class.getName(),
                        kind)
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        if (kind.startsWith("write")) {
            builder.environment().put("IM_CLIENT_SECRET_ID", "sandbox-writer");
        }
        var begin = System.nanoTime();
        var process = builder.start();
        var lines = new ArrayList<String>();
        try (var in = process.inputReader()) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
                if (line.startsWith(DONE)) {
                    var took = (System.nanoTime() - begin) / 1e6;
                    process.waitFor();
                    return took;
                }
            }
        }
        throw new IOException(kind + " has not answered: " + lines);
    }

    /** In the child. */
    private static void start(String kind) throws IOException {
        RequestStreamHandler handler = switch (kind) {
            case "empty" -> new Empty(false);
            case "read-bare" -> new Empty(true);
            case "read", "read-refused" -> new ReadApiHandler();
            default -> new WriteApiHandler();
        };
        var event = switch (kind) {
            case "read", "read-bare" -> ApiEvents.participants();
            case "write" -> ApiEvents.oneCredit();
            default -> "{}".getBytes(StandardCharsets.UTF_8);
        };
        var out = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event), out, BenchContext.of(Duration.ofSeconds(25)));
        var answer = out.toString(StandardCharsets.UTF_8);
        var wanted = kind.endsWith("-refused") ? "400" : "200";
        if (!answer.contains("\"statusCode\":" + wanted)) {
            throw new IOException(answer);
        }
        System.out.println(DONE);
        System.exit(0);
    }

    /** Nothing but the clients that the API's functions use; or, with them, just the calls that a read makes. */
    private static final class Empty implements RequestStreamHandler {

        private final boolean calls;
        private final AwsClients aws = new AwsClients(System.getenv());
        private final List<Object> clients = List.of(aws.ssm(), aws.secretsManager(), aws.s3());

        Empty(boolean calls) {
            this.calls = calls;
        }

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            input.readAllBytes();
            var body = calls ? read() : clients.size() + " clients";
            output.write(("{\"statusCode\":200,\"body\":\"" + body.length() + "\"}").getBytes(StandardCharsets.UTF_8));
        }

        private String read() throws IOException {
            aws.ssm().getParametersByPath(request -> request.path(System.getenv("IM_SETTINGS_PATH")));
            var secret = aws.secretsManager()
                    .getSecretValue(request -> request.secretId(System.getenv("IM_CLIENT_SECRET_ID")))
                    .secretString();
            var id = secret.replaceFirst("(?s).*client_id\"\\s*:\\s*\"([^\"]+)\".*", "$1");
            var client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            try {
                var token = BareCalls.token(
                        client,
                        URI.create(System.getenv("IM_TOKEN_URL")),
                        Map.of("ICM_CLIENT_ID", id, "ICM_CLIENT_SECRET", id + "-secret"));
                var request = HttpRequest.newBuilder(URI.create(System.getenv("IM_API_URL") + "/participants?$top=1"))
                        .header("Authorization", "Bearer " + token)
                        .build();
                return client.send(request, HttpResponse.BodyHandlers.ofString())
                        .body();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    private static Map<String, String> environment(SandboxProcess im, int awsPort) {
        return Map.ofEntries(
                Map.entry("IM_TOKEN_URL", im.tokenUrl().toString()),
                Map.entry("IM_API_URL", im.apiUrl().toString()),
                Map.entry("IM_REQUESTS_PER_MINUTE", "0"),
                Map.entry("IM_CLIENT_SECRET_ID", "sandbox-reader"),
                Map.entry("IM_SETTINGS_PATH", "/im-connector/bench"),
                Map.entry("RUNS_LOCATION", "s3://bucket/runs"),
                Map.entry("AWS_ENDPOINT_URL", "http://127.0.0.1:" + awsPort),
                Map.entry("AWS_REGION", "eu-central-1"),
                Map.entry("AWS_ACCESS_KEY_ID", "test"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "test"),
                Map.entry("AWS_EMF_ENVIRONMENT", "Lambda"),
                Map.entry("POWERTOOLS_SERVICE_NAME", "bench"),
                Map.entry("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"));
    }

    /** SSM without parameters, Secrets Manager with the sandbox's clients, S3 that takes every object. */
    private static HttpServer aws() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", ApiColdStartBenchmark::answer);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
        return server;
    }

    private static void answer(HttpExchange call) throws IOException {
        try (call) {
            var body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var target = call.getRequestHeaders().getFirst("X-Amz-Target");
            var answer = target == null ? "" : target.contains("Secret") ? secret(body) : "{\"Parameters\":[]}";
            call.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            call.getResponseHeaders().set("ETag", "\"0123456789abcdef0123456789abcdef\"");
            var bytes = answer.getBytes(StandardCharsets.UTF_8);
            call.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            call.getResponseBody().write(bytes);
        }
    }

    private static String secret(String request) {
        var id = request.contains("writer") ? "sandbox-writer" : "sandbox-reader";
        return ("{\"Name\":\"%s\",\"VersionId\":\"%s\",\"VersionStages\":[\"AWSCURRENT\"],\"SecretString\":"
                        + "\"{\\\"client_id\\\":\\\"%s\\\",\\\"client_secret\\\":\\\"%s-secret\\\"}\"}")
                .formatted(id, "1".repeat(32), id, id);
    }
}
