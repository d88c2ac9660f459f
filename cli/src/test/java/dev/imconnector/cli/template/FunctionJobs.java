package dev.imconnector.cli.template;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.imconnector.lambda.CheckNightHandler;
import dev.imconnector.lambda.ClientSecretRotationHandler;
import dev.imconnector.lambda.PullResultsHandler;
import dev.imconnector.lambda.PushCreditsHandler;
import dev.imconnector.lambda.ReadApiHandler;
import dev.imconnector.lambda.ReconcileHandler;
import dev.imconnector.lambda.WriteApiHandler;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.switches.ReadSwitches;
import dev.imconnector.sandbox.token.SandboxClient;
import dev.imconnector.testkit.Invocation;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * All that the functions of a deployment do, done for real: their handlers with the environment that the template gives
 * them, against a simulated IM and a simulated AWS, which notes what they ask of it.
 */
final class FunctionJobs implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String HEADER = "sourceRef,participantId,transactionDate,amount,currencyCode,periodId\n";
    private static final String ROWS = """
            A-1,P0000001,2026-11-22,1.50,EUR,2026-11
            A-2,P0000002,2026-11-22,2.50,EUR,2026-11
            """;
    private static final String MAPPING = """
            version: 1
            mappings:
              - files: "mapped-*.csv"
                fields:
                  sourceRef: {column: Deal}
                  participantId: {column: Owner, lookup: {file: owners.csv, key: mail, value: id}}
                  transactionDate: {column: Closed}
                  amount: {column: Amount}
                  currencyCode: {column: Currency}
                  periodId: {column: Period}
              - files: "*.csv"
                fields:
                  sourceRef: {column: sourceRef}
                  participantId: {column: participantId}
                  transactionDate: {column: transactionDate}
                  amount: {column: amount}
                  currencyCode: {column: currencyCode}
                  periodId: {column: periodId}
            """;

    /** As long as the parts of an upload: only what is longer is uploaded in parts. */
    private static final int ONE_PART = 8 * 1024 * 1024;

    private static final int SECONDS = 60;

    private final Deployment deployment;
    private final InMemoryAws aws;
    private final ImSandbox im;
    private final String bucket;
    private final boolean hasMapping;

    FunctionJobs(Deployment deployment) {
        this.deployment = deployment;
        aws = new InMemoryAws(deployment.parameter("KmsKeyArn"));
        im = ImSandbox.start(
                SandboxOptions.defaults().with(RateSwitches.RATE_LIMIT, 0).with(ReadSwitches.RESULTS, 250),
                Clock.systemUTC());
        var push = deployment.environment("PushCreditsFunction");
        bucket = push.get("RUNS_LOCATION").split("/")[2];
        hasMapping = push.containsKey("IM_CREDIT_MAPPING");
        putSecret("WRITER", SandboxClient.WRITER);
        putSecret("READER", SandboxClient.READER);
    }

    private void putSecret(String role, SandboxClient client) {
        var id = deployment.environment("RotateClientSecretFunction").get("IM_" + role + "_SECRET_ID");
        var value = "{\"client_id\":\"" + client.id() + "\",\"client_secret\":\"" + client.secret() + "\"}";
        aws.services().putSecret(id, "AWSCURRENT", "version-1", value);
        aws.services().putSecret(id, "AWSPENDING", "version-2", value);
    }

    /** The calls of each function that the deployment has, by its id, after all its jobs. */
    Map<String, List<AwsCall>> callsOfAll() {
        var calls = new LinkedHashMap<String, List<AwsCall>>();
        Map<String, Runnable> jobs = new LinkedHashMap<>();
        jobs.put("PushCreditsFunction", this::push);
        jobs.put("PullResultsFunction", this::pull);
        jobs.put("ReconcileFunction", this::reconcile);
        jobs.put("WriteApiFunction", this::write);
        jobs.put("ReadApiFunction", this::read);
        jobs.put("CheckNightFunction", this::checkTheNight);
        jobs.put("RotateClientSecretFunction", this::rotate);
        jobs.forEach((function, job) -> {
            if (deployment.has(function)) {
                aws.takeCalls();
                job.run();
                calls.put(function, aws.takeCalls());
            }
        });
        return calls;
    }

    private Map<String, String> environment(String function) {
        var environment = new HashMap<>(deployment.environment(function));
        environment.remove("HTTPS_PROXY");
        environment.put("IM_TOKEN_URL", im.tokenUrl().toString());
        environment.put("IM_API_URL", im.apiUrl().toString());
        environment.put("AWS_ENDPOINT_URL", aws.uri().toString());
        environment.put("AWS_REGION", "eu-central-1");
        environment.put("IM_REQUESTS_PER_MINUTE", "0");
        return environment;
    }

    private void put(String key, String content) {
        aws.s3().put(bucket, key, content);
    }

    private void push() {
        var handler = new PushCreditsHandler(environment("PushCreditsFunction"), RunMetrics.NONE);
        ended(run(handler, "{\"scheduledTime\":\"2026-11-24T04:15:00Z\"}"), "INCOMPLETE"); // nothing there yet
        exports();
        put("exports/2026-11-22/broken.csv", "no,header,of,credits\n");
        ended(run(handler, event("push-schedule")), "FAILED");
        put("exports/2026-11-22/broken.csv", HEADER + "B-1,P0000003,2026-11-22,3.50,EUR,2026-11\n");
        ended(run(handler, event("push-retry")), "COMPLETED");
        ended(run(handler, event("push-schedule")), "COMPLETED");
        put("exports/2026-11-22/late-credits.csv", HEADER + ROWS.replace("A-", "LATE-"));
        ended(run(handler, event("push-on-demand")), "COMPLETED");
        ended(run(handler, onDemand("missing", "exports/missing.csv")), "INCOMPLETE");
        ended(run(handler, event("push-dry-run")), "COMPLETED");
        stopped(handler, onDemand("to-stop", "exports/2026-11-22/late-credits.csv"), "to-stop");
        if (!deployment.parameter("KmsKeyArn").isEmpty()) { // it takes its time, and shows most where there is a key
            rejects(handler);
        }
    }

    private void exports() {
        put("exports/2026-11-22/credits.csv", HEADER + ROWS);
        put("exports/2026-11-22/credits.csv.manifest.json", "{\"rows\":2}");
        put("exports/2026-11-22/empty.csv", "");
        if (hasMapping) {
            put("config/mapping.yaml", MAPPING);
            put("config/owners.csv", "mail,id\nanna@example.com,P0000001\n");
            put(
                    "exports/2026-11-22/mapped-1.csv",
                    "Deal,Owner,Closed,Amount,Currency,Period\nM-1,anna@example.com,2026-11-22,4.50,EUR,2026-11\n");
        }
    }

    /** Rejects so many that they are uploaded in parts, once to the end and once not. */
    private void rejects(RequestStreamHandler handler) {
        var wide = "x".repeat(100_000);
        var rows = new StringBuilder(HEADER.strip() + ",note\n");
        for (int row = 0; row <= ONE_PART / wide.length() + 1; row++) {
            rows.append("R-%d,P0000001,no date,1.50,EUR,2026-11,%s%n".formatted(row, wide));
        }
        put("exports/2026-11-22/rejects.csv", rows.toString());
        ended(run(handler, onDemand("rejects", "exports/2026-11-22/rejects.csv")), "FAILED");
        aws.s3().refuseToComplete(true);
        notEnded(handler, onDemand("no-rejects", "exports/2026-11-22/rejects.csv"));
        aws.s3().refuseToComplete(false);
    }

    private void stopped(RequestStreamHandler handler, String event, String runId) {
        put("runs/" + runId + "/stop.json", "{\"requestedBy\":\"anna\"}");
        ended(run(handler, event), "FAILED");
        ended(run(handler, event.replace("}", ",\"retry\":true}")), "COMPLETED");
    }

    private String onDemand(String runId, String key) {
        return "{\"runId\":\"%s\",\"credits\":\"s3://%s/%s\"}".formatted(runId, bucket, key);
    }

    private void pull() {
        var handler = new PullResultsHandler(environment("PullResultsFunction"), RunMetrics.NONE);
        im.set("fault", "always status 404");
        ended(run(handler, event("pull-schedule")), "FAILED");
        im.set("fault", "");
        put(
                "results/results/pull-results-2026-11-22/part-00001-overtaken.jsonl.gz",
                "of an invocation that was overtaken");
        ended(run(handler, event("pull-retry")), "COMPLETED");
        ended(run(handler, event("pull-schedule")), "COMPLETED");
        ended(run(handler, event("pull-on-demand")), "COMPLETED");
        stopped(handler, "{\"runId\":\"pull-to-stop\"}", "pull-to-stop");
    }

    private void reconcile() {
        var handler = new ReconcileHandler(environment("ReconcileFunction"), RunMetrics.NONE);
        aws.s3().delete(bucket, "exports/2026-11-22/rejects.csv");
        im.set("fault", "always status 404");
        ended(run(handler, event("reconcile-schedule")), "FAILED");
        im.set("fault", "");
        ended(run(handler, event("reconcile-retry")), "COMPLETED");
        ended(run(handler, event("reconcile-on-demand")), "COMPLETED");
        stopped(handler, onDemand("reconcile-to-stop", "exports/2026-11-22/"), "reconcile-to-stop");
    }

    private void write() {
        var handler = new WriteApiHandler(environment("WriteApiFunction"), RunMetrics.NONE);
        for (var event : List.of("write-credits", "write-quota", "write-quota-whole", "write-participant")) {
            answered(run(handler, event(event)), 200);
        }
        answered(run(handler, event("write-pipeline-run")), 202);
        answered(run(handler, event("write-pipeline-cancel")), 501);
        answered(run(handler, event("write-pipeline-run")), 202);
        im.set("fault", "always status 404");
        run(handler, event("write-pipeline-run").replace("0b0d5e0e", "1b0d5e0e"));
        im.set("fault", "");
    }

    private void read() {
        var handler = new ReadApiHandler(environment("ReadApiFunction"), RunMetrics.NONE);
        for (var event : List.of("read-connection", "read-participants", "read-pipeline-run")) {
            answered(run(handler, event(event)), 200);
        }
        answered(run(handler, event("read-run")), 404);
        answered(run(handler, event("read-run").replace("push-2026-03-01", "push-2026-11-22")), 200);
    }

    private void checkTheNight() {
        var handler = new CheckNightHandler(environment("CheckNightFunction"));
        run(handler, event("push-schedule"));
        run(handler, "{\"scheduledTime\":\"2026-11-30T08:00:00Z\"}");
    }

    private void rotate() {
        var environment = environment("RotateClientSecretFunction");
        var handler = new ClientSecretRotationHandler(environment, RunMetrics.NONE);
        for (var role : List.of("WRITER", "READER")) {
            for (var step : List.of("createSecret", "setSecret", "testSecret", "finishSecret")) {
                var answer = run(
                        handler,
                        "{\"Step\":\"%s\",\"SecretId\":\"%s\",\"ClientRequestToken\":\"version-2\"}"
                                .formatted(step, environment.get("IM_" + role + "_SECRET_ID")));
                if (!answer.has("outcome")) {
                    throw new AssertionError("The rotation did not do " + step + ": " + answer);
                }
            }
        }
    }

    private String event(String name) {
        return Repository.text(Repository.file("events/" + name + ".json")).replace("im-connector-data", bucket);
    }

    private static JsonNode run(RequestStreamHandler handler, String event) {
        try {
            return JSON.readTree(
                    new Invocation(SECONDS * 1_000, UUID.randomUUID().toString()).call(handler, event));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An invocation whose store fails. */
    private static void notEnded(RequestStreamHandler handler, String event) {
        try {
            throw new AssertionError("The store did not fail: " + run(handler, event));
        } catch (dev.imconnector.store.StoreException e) {
            if (!e.getMessage().contains("InvalidPart")) {
                throw e;
            }
        }
    }

    private static void ended(JsonNode run, String status) {
        if (!run.path("status").asText().equals(status)) {
            throw new AssertionError("The run did not end " + status + ": " + run);
        }
    }

    private static void answered(JsonNode answer, int status) {
        if (answer.path("statusCode").asInt() != status) {
            throw new AssertionError("The answer is not " + status + ": " + answer);
        }
    }

    @Override
    public void close() {
        im.close();
        aws.close();
    }
}
