package dev.imconnector.cli.bench;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.imconnector.aws.AwsClients;
import dev.imconnector.lambda.PushCreditsHandler;
import dev.imconnector.metrics.RunMetrics;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The cold start of the push beside that of an empty handler with the same clients of the AWS SDK: initialisation plus
 * the first answer, each in a fresh JVM, taking turns. The push finds no export and says so; the empty handler makes the
 * same calls to S3 and SSM, which a simulated AWS in this process answers, and nothing else.
 * {@code ColdStartBenchmark [ROUNDS] [JAVA_HOME]}.
 */
public final class ColdStartBenchmark {

    private static final String EVENT = "{\"runId\":\"cold\"}";

    private ColdStartBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0 && (arguments[0].equals("push") || arguments[0].equals("empty"))) {
            child(arguments[0]);
            return;
        }
        var rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 15;
        var javaHome = arguments.length > 1 ? arguments[1] : System.getProperty("java.home");
        var aws = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        aws.createContext("/", ColdStartBenchmark::answer);
        aws.start();
        try {
            var push = new ArrayList<Double>();
            var empty = new ArrayList<Double>();
            for (int i = 0; i < rounds; i++) {
                push.add(millis(javaHome, "push", aws.getAddress().getPort()));
                empty.add(millis(javaHome, "empty", aws.getAddress().getPort()));
            }
            System.out.printf(
                    Locale.ROOT,
                    "Cold start, median of %d: push %.0f ms, empty handler %.0f ms, ratio %.3f%n",
                    rounds,
                    median(push),
                    median(empty),
                    median(push) / median(empty));
        } finally {
            aws.stop(0);
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static double millis(String javaHome, String handler, int port) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(List.of(
                Path.of(javaHome, "bin", "java").toString(),
                "-XX:+TieredCompilation",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dlog4j2.configurationFile=log4j2-cli.xml",
                "-cp",
                System.getProperty("java.class.path"),
                ColdStartBenchmark.class.getName(),
                handler));
        builder.environment().putAll(environment(port));
        var process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("The " + handler + " handler failed: " + said);
        }
        return Double.parseDouble(
                said.strip().lines().reduce((one, other) -> other).orElseThrow());
    }

    private static Map<String, String> environment(int port) {
        return Map.ofEntries(
                Map.entry("AWS_ENDPOINT_URL", "http://127.0.0.1:" + port),
                Map.entry("AWS_REGION", "eu-central-1"),
                Map.entry("AWS_ACCESS_KEY_ID", "simulated"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "simulated"),
                Map.entry("AWS_EC2_METADATA_DISABLED", "true"),
                Map.entry("IM_TOKEN_URL", "http://127.0.0.1:1/oauth/token"),
                Map.entry("IM_API_URL", "http://127.0.0.1:1/successfactors/im"),
                Map.entry("IM_CLIENT_SECRET_ID", "im/writer"),
                Map.entry("IM_SETTINGS_PATH", "/im/push"),
                Map.entry("CREDITS_LOCATION", "s3://bucket/credits/{date}/"),
                Map.entry("RUNS_LOCATION", "s3://bucket/runs/"));
    }

    private static void child(String handler) throws IOException {
        var begin = System.nanoTime();
        var environment = System.getenv();
        RequestStreamHandler made = handler.equals("push")
                ? new PushCreditsHandler(environment, RunMetrics.NONE)
                : new EmptyHandler(new AwsClients(environment));
        var answer = new ByteArrayOutputStream();
        made.handleRequest(
                new ByteArrayInputStream(EVENT.getBytes(StandardCharsets.UTF_8)),
                answer,
                BenchContext.of(Duration.ofMinutes(15)));
        var end = System.nanoTime();
        if (handler.equals("push") && !answer.toString(StandardCharsets.UTF_8).contains("\"INCOMPLETE\"")) {
            throw new IllegalStateException("Not the answer that is measured: " + answer);
        }
        System.out.println((end - begin) / 1e6);
    }

    /** Does with the clients what the push does, and nothing of its own. */
    private static final class EmptyHandler implements RequestStreamHandler {

        private final AwsClients aws;

        EmptyHandler(AwsClients aws) {
            this.aws = aws;
        }

        @Override
        public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
            in.readAllBytes();
            aws.ssm().getParametersByPath(request -> request.path("/im/push").recursive(true));
            try {
                aws.s3().getObjectAsBytes(request -> request.bucket("bucket").key("runs/cold/run.json"));
            } catch (S3Exception e) {
                put("1");
            }
            aws.s3().listObjectsV2(request -> request.bucket("bucket").prefix("credits/"));
            put("2");
            out.write("{}".getBytes(StandardCharsets.UTF_8));
        }

        private void put(String content) {
            aws.s3()
                    .putObject(
                            request -> request.bucket("bucket").key("runs/cold/run.json"),
                            RequestBody.fromString(content));
        }
    }

    /** S3 without an object, SSM without a parameter. */
    private static void answer(HttpExchange call) throws IOException {
        call.getRequestBody().readAllBytes();
        var method = call.getRequestMethod();
        var query = String.valueOf(call.getRequestURI().getQuery());
        if (method.equals("POST")) {
            send(call, 200, "application/x-amz-json-1.1", "{\"Parameters\":[]}");
        } else if (method.equals("PUT")) {
            call.getResponseHeaders().set("ETag", "\"e" + System.nanoTime() + "\"");
            send(call, 200, "application/xml", "");
        } else if (query.contains("list-type=2")) {
            send(
                    call,
                    200,
                    "application/xml",
                    "<ListBucketResult><Name>bucket</Name><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated>"
                            + "</ListBucketResult>");
        } else {
            send(call, 404, "application/xml", "<Error><Code>NoSuchKey</Code><Message>none</Message></Error>");
        }
    }

    private static void send(HttpExchange call, int status, String type, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().set("Content-Type", type);
        call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }
}
