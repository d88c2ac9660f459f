package dev.imconnector.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.cli.runbook.RunbookBlock;
import dev.imconnector.cli.runbook.RunbookPage;
import dev.imconnector.cli.runbook.RunbookWalk;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.FaultSwitches;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.token.SandboxClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Follows the runbook, step by step, with its own words and nothing else, against the deployed application; the four
 * disasters from their beginning to their end.
 */
class RunbookIT {

    private static final String PUSH = "CreditPushWorkflow";
    private static final String PULL = "ResultsPullWorkflow";
    private static final String RECONCILE = "ReconcileWorkflow";
    private static final String FUNCTION = "PushCreditsFunction";
    private static final String NIGHT = "push-2026-03-01";
    private static final String SCHEDULED = "{\"scheduledTime\":\"2026-03-02T04:15:00Z\"}";
    private static final Pattern EXECUTION = Pattern.compile("\"executionArn\": \"([^\"]+)\"");
    private static final Pattern RECEIPT_HANDLE = Pattern.compile("\"ReceiptHandle\": \"([^\"]+)\"");

    @TempDir
    Path worlds;

    private final Application app = Stack.application();
    private final RunbookPage page = RunbookPage.ofTheRepository();
    private RunbookShell shell;

    /** Begins the sourceRefs of a walk: IM forgets none. */
    private String ref;

    @TestFactory
    Stream<DynamicTest> every_step_of_the_runbook_can_be_followed_by_its_own_commands() {
        var walks = new HashMap<String, Consumer<RunbookWalk>>();
        walks.put("before-the-first-command", this::firstLookAndRetry);
        walks.put("alarms", this::alarms);
        walks.put("push-failed", this::pushFailed);
        walks.put("pull-failed", this::pullFailed);
        walks.put("reconcile-failed", this::reconcileFailed);
        walks.put("differences", this::differences);
        walks.put("workflow-dead", this::workflowDead);
        walks.put("server-errors", RunbookWalk::next);
        walks.put("no-answer", RunbookWalk::next);
        walks.put("night-not-completed", this::nightNotCompleted);
        walks.put("push-heartbeat", this::pushHeartbeat);
        walks.put("pull-heartbeat", this::pullHeartbeat);
        walks.put("push-waiting", this::pushWaiting);
        walks.put("rejects", this::rejects);
        walks.put("throttled", this::throttled);
        walks.put("requests-per-hour", RunbookWalk::next);
        walks.put("client-rejected", RunbookWalk::next);
        walks.put("undelivered", this::undelivered);
        walks.put("function-errors", this::functionErrors);
        walks.put("function-throttles", RunbookWalk::next);
        walks.put("function-duration", this::functionDuration);
        walks.put("run-duration", this::runDuration);
        walks.put("api-errors", this::apiErrors);
        walks.put("the-wrong-file-was-pushed", this::wrongFile);
        walks.put("did-this-credit-go-out-what-is-still-missing", this::proof);
        walks.put("is-what-im-holds-what-the-crm-sent", this::reconciliation);
        walks.put("a-new-client-secret-without-a-night-lost", this::rotation);
        walks.put("im-was-restored-from-a-backup", this::imRestored);
        walks.put("the-bucket-is-lost", this::bucketLost);
        walks.put("a-secret-has-leaked", this::secretLeaked);
        return RunbookWalk.tests(page.steps(), walks, this::inAQuietNight);
    }

    private void inAQuietNight(List<RunbookBlock> blocks, Consumer<RunbookWalk> walk) {
        app.withCredentials();
        forgetTheBucket();
        try {
            var folder = Files.createTempDirectory(worlds, "oncall");
            ref = folder.getFileName().toString();
            shell = new RunbookShell(
                    app, folder, page.steps().get("before-the-first-command").get(0));
            RunbookWalk.follow(blocks, walk, shell::run);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            app.withCredentials();
        }
    }

    /** Every object, with all its versions. */
    private void forgetTheBucket() {
        app.s3().listObjectVersionsPaginator(request -> request.bucket(app.bucket())).stream()
                .forEach(found -> {
                    found.versions().forEach(object -> delete(object.key(), object.versionId()));
                    found.deleteMarkers().forEach(marker -> delete(marker.key(), marker.versionId()));
                });
    }

    private void delete(String key, String version) {
        app.s3().deleteObject(request -> request.bucket(app.bucket()).key(key).versionId(version));
    }

    // ---- What happens at night

    private String ref(int number) {
        return ref + "-" + number;
    }

    private String credit(int number, String amount) {
        return "%s,P-00001,2026-03-01,%s,EUR,2026-03%n".formatted(ref(number), amount);
    }

    private String credits(int count) {
        var csv = new StringBuilder(Exports.HEADER);
        for (int number = 1; number <= count; number++) {
            csv.append(credit(number, number + ".50"));
        }
        return csv.toString();
    }

    private void export(String credits) {
        app.put("exports/2026-03-01/credits.csv", credits);
    }

    private void pushed(String credits) {
        export(credits);
        app.succeed(PUSH, SCHEDULED);
    }

    /** A push that takes a minute, of which some credits are in. @return its execution */
    private String underWay(int credits) {
        export(credits(credits));
        app.environment(FUNCTION, Map.of("IM_BATCH_SIZE", "5", "IM_MAX_IN_FLIGHT", "1"));
        app.im().set(FaultSwitches.LATENCY_MILLIS, 400);
        var execution = app.start(PUSH, SCHEDULED);
        Application.await("the first credits", () -> app.im().credit(ref(11)), found -> found.isPresent());
        return execution;
    }

    private void failed(String workflow, String input) {
        assertThat(app.end(app.start(workflow, input)).path("status").asText()).isEqualTo("FAILED");
    }

    /** Waits for what the reader has just started. */
    private void succeeded(String output) {
        var found = EXECUTION.matcher(output);
        assertThat(found.find()).as(output).isTrue();
        Application.succeeded(app.end(found.group(1)));
    }

    private long stored() {
        return app.im().report().credits().stored();
    }

    private void assertEachIsInOnce(int credits) {
        var found = new HashMap<String, Integer>();
        app.im().forEachCredit(credit -> found.merge(credit.sourceRef(), 1, Integer::sum));
        for (int number = 1; number <= credits; number++) {
            assertThat(found).containsEntry(ref(number), 1);
        }
    }

    /** LocalStack logs elsewhere, whatever the function's LoggingConfig says: has Lambda do what it does. */
    private void bringLogs(String function) {
        shell.prepare("aws logs filter-log-events --log-group-name /aws/lambda/" + app.id(function + "Function")
                + " --query 'events[].{timestamp:timestamp,message:message}' --output json > events.json\n"
                + "group=$(resource " + function + "LogGroup) stream=brought-$RANDOM\n"
                + "aws logs create-log-stream --log-group-name \"$group\" --log-stream-name $stream\n"
                + "aws logs put-log-events --log-group-name \"$group\" --log-stream-name $stream"
                + " --log-events file://events.json");
    }

    private void measured(String metric, int value) {
        shell.prepare("aws cloudwatch put-metric-data --namespace IMConnector --metric-data" + " \"MetricName=" + metric
                + ",Value=" + value + ",Dimensions=[{Name=Service,Value=$STACK}]\"");
    }

    // ---- First look and alarms

    private void firstLookAndRetry(RunbookWalk walk) {
        walk.next();
        export(credits(20));
        app.im().revokeTokens();
        app.putSecret("WriterClientSecretId", "{\"client_id\":\"sandbox-writer\",\"client_secret\":\"wrong\"}");
        failed(PUSH, SCHEDULED);
        walk.next();
        app.putSecret("WriterClientSecretId", SandboxClient.WRITER);
        succeeded(walk.next());
        walk.next();
        assertEachIsInOnce(20);
    }

    private void alarms(RunbookWalk walk) {
        shell.prepare("aws cloudwatch set-alarm-state --alarm-name " + app.id("PushFailedAlarm")
                + " --state-value ALARM" + " --state-reason 'set by hand'");
        walk.next();
    }

    private void pushFailed(RunbookWalk walk) {
        pushFailedForItsHeader();
        walk.next();
    }

    private void pullFailed(RunbookWalk walk) {
        app.im().revokeTokens();
        app.putSecret("ReaderClientSecretId", "{\"client_id\":\"sandbox-reader\",\"client_secret\":\"wrong\"}");
        failed(PULL, SCHEDULED);
        app.putSecret("ReaderClientSecretId", SandboxClient.READER);
        succeeded(walk.next());
    }

    private void reconcileFailed(RunbookWalk walk) {
        export(credits(3));
        app.im().revokeTokens();
        app.putSecret("ReaderClientSecretId", "{\"client_id\":\"sandbox-reader\",\"client_secret\":\"wrong\"}");
        failed(RECONCILE, comparison());
        app.putSecret("ReaderClientSecretId", SandboxClient.READER);
        succeeded(walk.next());
    }

    private String comparison() {
        return "{\"runId\":\"reconcile-2026-03-01\",\"credits\":\"s3://" + app.bucket() + "/exports/2026-03-01/\"}";
    }

    private void differences(RunbookWalk walk) {
        export(credits(3));
        app.succeed(RECONCILE, comparison());
        walk.next();
    }

    private void workflowDead(RunbookWalk walk) {
        var execution = waiting();
        stop(execution);
        walk.next(block -> block.with("<executionArn>", execution));
    }

    private void nightNotCompleted(RunbookWalk walk) {
        app.invoke("CheckNightFunction", "{\"scheduledTime\":\"2026-03-02T08:00:00Z\"}");
        bringLogs("CheckNight");
        walk.next();
        export(credits(10));
        succeeded(walk.next());
        assertEachIsInOnce(10);
    }

    private void pushHeartbeat(RunbookWalk walk) {
        pushed(credits(1));
        walk.next();
    }

    private void pullHeartbeat(RunbookWalk walk) {
        succeeded(walk.next());
    }

    private void pushWaiting(RunbookWalk walk) {
        var execution = waiting();
        walk.next();
        stop(execution);
    }

    /** A push that waits for IM, between two calls of its function. @return its execution */
    private String waiting() {
        export(credits(10));
        app.environment(FUNCTION, Map.of("IM_MAX_ATTEMPTS", "1"));
        app.im().set("fault", "always status 503");
        var execution = app.start(PUSH, SCHEDULED);
        Application.await(
                "a run that waits",
                () -> app.keys("runs/" + NIGHT + "/run.json"),
                keys -> !keys.isEmpty() && app.run(NIGHT).path("waiting").isObject());
        return execution;
    }

    private void stop(String execution) {
        shell.prepare("aws stepfunctions stop-execution --execution-arn " + execution);
    }

    private void rejects(RunbookWalk walk) {
        pushed(credits(40) + credit(41, "4l.50"));
        walk.next();
        walk.next();
        shell.prepare("sed -i.before 's/4l.50/41.50/g' corrected.csv");
        succeeded(walk.next());
        assertEachIsInOnce(41);
        assertThat(shell.prepare("./im rejects --open")).contains("Nothing is open");
    }

    private void throttled(RunbookWalk walk) {
        app.configure(FUNCTION, configuration -> configuration); // is put back after this walk
        measured("ImRequests", 92);
        walk.next();
        walk.next();
    }

    private void undelivered(RunbookWalk walk) {
        shell.prepare(
                "aws sqs send-message --queue-url \"$(resource UndeliveredQueue)\" --message-body '" + SCHEDULED + "'");
        var message = RECEIPT_HANDLE.matcher(walk.next());
        assertThat(message.find()).isTrue();
        walk.next(block -> block.with("<ReceiptHandle>", message.group(1)));
    }

    private void functionErrors(RunbookWalk walk) {
        pushFailedForItsHeader();
        bringLogs("PushCredits");
        walk.next();
    }

    private void pushFailedForItsHeader() {
        export("no,header,that,we,know\n1,2,3,4,5\n");
        failed(PUSH, SCHEDULED);
    }

    private void functionDuration(RunbookWalk walk) {
        measured("ImMaxMilliseconds", 850);
        walk.next();
    }

    private void runDuration(RunbookWalk walk) {
        pushed(credits(3));
        walk.next();
    }

    private void apiErrors(RunbookWalk walk) {
        app.im().set("fault", "always status 503 on read");
        app.environment("ReadApiFunction", Map.of("IM_MAX_ATTEMPTS", "1"));
        assertThat(send("GET", "/participants", "")).isEqualTo(503);
        bringLogs("ReadApi");
        walk.next();
    }

    private int send(String method, String path, String body) {
        var url = app.description().at("/restApis/ImApi").asText() + path;
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .header("Content-Type", "application/json")
                                    .method(method, BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    // ---- Proof, reconciliation, rotation

    private void proof(RunbookWalk walk) {
        pushed(credits(40) + credit(41, "4l.50"));
        walk.next(block -> block.with("<sourceRef>", ref(7)));
        walk.next();
    }

    private void reconciliation(RunbookWalk walk) {
        pushed(credits(20));
        export(credits(19));
        assertThat(walk.next()).contains("extra");
        succeeded(walk.next());
    }

    private void rotation(RunbookWalk walk) {
        var id = SandboxClient.WRITER.id();
        app.im().putClient(new SandboxClient(id, "the-second", Set.of("im.write")));
        shell.type("the-second");
        walk.next();
        assertThat(writerSecret()).contains("the-second");

        app.im().putClient(new SandboxClient(id, "the-third", Set.of("im.write")));
        write("new-secret.json", "{\"client_id\":\"" + id + "\",\"client_secret\":\"the-third\"}");
        walk.next();
        assertThat(writerSecret()).contains("the-third");
        walk.next();
        pushed(credits(5));
        assertEachIsInOnce(5);
    }

    private String writerSecret() {
        return app.secretsManager()
                .getSecretValue(request -> request.secretId(app.output("WriterClientSecretId")))
                .secretString();
    }

    private void write(String name, String content) {
        try {
            Files.writeString(shell.folder().resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- The four disasters

    private void wrongFile(RunbookWalk walk) {
        var execution = underWay(600);
        walk.next();
        assertThat(app.end(execution).path("error").asText()).isEqualTo("STOPPED");
        walk.next(); // asked once more, in the other way: no harm
        walk.next();
        var sent = app.run(NIGHT).path("created").asInt();
        assertThat(sent).isBetween(10, 590);
        var before = stored();
        assertThat(walk.next()).contains(sent + " reversals");
        assertThat(stored()).isEqualTo(before);

        // However the exports are mapped, the reversals are not.
        app.put("config/mapping.yaml", """
                version: 1
                mappings:
                  - fields:
                      sourceRef: {column: Order}
                      participantId: {column: Rep}
                      transactionDate: {column: Day}
                      amount: {column: Amount}
                      currencyCode: {constant: EUR}
                      periodId: {constant: 2026-03}
                """);
        app.environment(
                FUNCTION,
                Map.of("IM_CREDIT_MAPPING", "s3://" + app.bucket() + "/config/mapping.yaml", "IM_BATCH_SIZE", "100"));
        app.im().set(FaultSwitches.LATENCY_MILLIS, 0);
        succeeded(walk.next());
        assertThat(stored()).isEqualTo(before + sent);
        walk.next(block -> block.with("<sourceRef>", ref(1)));
        assertThat(app.im().credit("REV-" + ref(1)).orElseThrow().amount()).startsWith("-1.5");

        app.environment(FUNCTION, Map.of("IM_CREDIT_MAPPING", "none"));
        app.put("exports/2026-03-01-right/credits.csv", credits(4).replace(ref, ref + "-right"));
        succeeded(walk.next());
        assertThat(app.im().credit(ref + "-right-4")).isPresent();
    }

    private void imRestored(RunbookWalk walk) {
        var state = shell.folder().resolve("im.state");
        var backup = shell.folder().resolve("im.backup");
        var options = SandboxOptions.defaults().with(RateSwitches.RATE_LIMIT, 0);
        try (var im = ImSandbox.start(options.withStateFile(state), Clock.systemUTC())) {
            useIm(im);
            app.put("exports/2026-02-28/credits.csv", credits(12));
            app.succeed(PUSH, "{\"scheduledTime\":\"2026-03-01T04:15:00Z\"}");
            Files.copy(state, backup, StandardCopyOption.REPLACE_EXISTING);
            pushed(credits(30));
            assertThat(send("POST", "/credits", inline("inline-1"))).isEqualTo(200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (var im = ImSandbox.start(options.withStateFile(backup), Clock.systemUTC())) {
            useIm(im);
            assertThat(im.report().credits().stored()).isEqualTo(12);
            // A retry of the run that is COMPLETED brings nothing back: that is why the page says another run id.
            app.succeed(PUSH, "{\"runId\":\"" + NIGHT + "\",\"retry\":true}");
            assertThat(im.report().credits().stored()).isEqualTo(12);

            walk.next();
            succeeded(walk.next());
            walk.next(block -> block.with("<sourceRef>", ref(30)));
            assertThat(im.report().credits().stored()).isEqualTo(30);
            assertThat(im.report().credits().sourceRefs()).isEqualTo(30);
            var again = app.run("restored-2026-03-01");
            assertThat(again.path("created").asInt()).isEqualTo(18);
            assertThat(again.path("alreadyPresent").asInt()).isEqualTo(12);
            var today = LocalDate.now(ZoneOffset.UTC).toString();
            assertThat(walk.next(block -> block.with("2026-03-01", today))).contains("inline-1");
        }
    }

    private void useIm(ImSandbox im) {
        for (var function : List.of(FUNCTION, "WriteApiFunction")) {
            app.environment(
                    function,
                    Map.of(
                            "IM_TOKEN_URL",
                            im.tokenUrl().toString(),
                            "IM_API_URL",
                            im.apiUrl().toString()));
        }
    }

    private static String inline(String sourceRef) {
        return "{\"value\":[{\"sourceRef\":\"" + sourceRef + "\",\"participantId\":\"P-00001\","
                + "\"transactionDate\":\"2026-03-01\",\"amount\":1.50,\"currencyCode\":\"EUR\",\"periodId\":\"2026-03\"}]}";
    }

    private void bucketLost(RunbookWalk walk) {
        pushed(credits(25));
        app.s3().deleteObject(request -> request.bucket(app.bucket()).key("runs/" + NIGHT + "/run.json"));
        var marker =
                walk.next().lines().filter(line -> line.contains("run.json")).findFirst();
        var version = marker.orElseThrow().strip().split("\\s+")[1];
        walk.next(block -> block.with("<VersionId>", version));

        forgetTheBucket();
        pushed(credits(25) + credit(26, "26.50"));
        assertThat(app.run(NIGHT).path("alreadyPresent").asInt()).isEqualTo(25);
        assertThat(app.run(NIGHT).path("created").asInt()).isEqualTo(1);
        assertEachIsInOnce(26);
        walk.next();
    }

    private void secretLeaked(RunbookWalk walk) {
        var execution = underWay(300);
        app.im().removeClient(SandboxClient.WRITER.id());
        app.im().revokeTokens();
        assertThat(app.end(execution).path("error").asText()).isEqualTo("CLIENT_REJECTED");
        assertThat(app.run(NIGHT).path("created").asInt()).isBetween(10, 295);

        var renewed = new SandboxClient(SandboxClient.WRITER.id(), "after-the-leak", Set.of("im.write"));
        app.im().putClient(renewed);
        app.putSecret("WriterClientSecretId", renewed);
        app.im().set(FaultSwitches.LATENCY_MILLIS, 0);
        succeeded(walk.next());
        assertThat(app.run(NIGHT).path("created").asInt()).isEqualTo(300);
        assertEachIsInOnce(300);
        walk.leaveOut(); // CloudTrail is not in LocalStack
        walk.next(block -> block.with("<sourceRef>", "somebody-elses"));
    }
}
