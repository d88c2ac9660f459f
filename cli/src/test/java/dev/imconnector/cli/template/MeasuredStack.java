package dev.imconnector.cli.template;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.imconnector.app.Platform;
import dev.imconnector.cli.night.Export;
import dev.imconnector.cli.night.Night;
import dev.imconnector.http.JdkHttpExchange;
import dev.imconnector.lambda.Handlers;
import dev.imconnector.metrics.PowertoolsRunMetrics;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.run.Workers;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.token.SandboxClient;
import dev.imconnector.testkit.EmittedMetrics;
import dev.imconnector.testkit.EmittedMetrics.Datum;
import dev.imconnector.testkit.RecordingSleeper;
import dev.imconnector.testkit.SettableClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The functions under the name of a deployed stack, their alarms, and a simulated IM, in virtual time: what the handlers
 * emit is what the alarms are judged by.
 */
final class MeasuredStack implements AutoCloseable {

    static final int RECORDS = 60;
    private static final Duration INVOCATION = Duration.ofMinutes(15);
    private static final int MOST_INVOCATIONS = 300;

    final SettableClock clock = new SettableClock(EmittedMetrics.someDaysAgo());
    final ImSandbox im;
    private final EmittedMetrics emitted = new EmittedMetrics();
    private final Template template = Template.ofTheRepository();
    private final Deployment deployment;
    private final Map<String, String> push;
    private final Map<String, String> pull;
    private final PowertoolsRunMetrics metrics;
    private final Path home;

    MeasuredStack(Path home, Map<String, String> parameters) {
        this.home = home;
        deployment = new Deployment(template, parameters);
        im = ImSandbox.start(SandboxOptions.defaults().with(RateSwitches.RATE_LIMIT, 0), clock);
        push = new TreeMap<>(new Night(home, im, Export.of(RECORDS, 0)).environment());
        push.put(
                "POWERTOOLS_SERVICE_NAME",
                deployment.environment("PushCreditsFunction").get("POWERTOOLS_SERVICE_NAME"));
        push.put("IM_BATCH_SIZE", "10");
        pull = new TreeMap<>(push);
        pull.put("ICM_CLIENT_ID", SandboxClient.READER.id());
        pull.put("ICM_CLIENT_SECRET", SandboxClient.READER.secret());
        pull.put("RESULTS_LOCATION", Night.uri(home.resolve("results")));
        metrics = new PowertoolsRunMetrics(push, clock);
    }

    /** Changes a setting of all functions. */
    MeasuredStack with(String name, String value) {
        push.put(name, value);
        pull.put(name, value);
        return this;
    }

    MeasuredStack export(int records) {
        Export.of(records, 0).writeTo(home.resolve("exports/credits.csv"));
        return this;
    }

    MeasuredStack without(String name) {
        push.remove(name);
        pull.remove(name);
        return this;
    }

    RunRecord push(String event) {
        return toTheEnd(Handlers.push(push, platform(), metrics), event);
    }

    /** The night's push, as the schedule starts it. */
    RunRecord pushTheNight() {
        return push(scheduled());
    }

    RunRecord pull() {
        return toTheEnd(Handlers.pull(pull, platform(), metrics), "{\"runId\":\"pull\"}");
    }

    RunRecord reconcile() {
        return toTheEnd(Handlers.reconcile(pull, platform(), metrics), "{\"runId\":\"reconcile-night\"}");
    }

    /** The look at the night, as the schedule calls it. */
    String checkTheNight() {
        return Night.answer(Handlers.checkNight(push, platform(), metrics), scheduled(), Duration.ofSeconds(25));
    }

    private String scheduled() {
        return "{\"scheduledTime\":\"" + clock.instant() + "\"}";
    }

    /** Calls again and again as the workflow does. */
    private RunRecord toTheEnd(RequestStreamHandler handler, String event) {
        var run = Night.call(handler, event, INVOCATION);
        for (int calls = 1; run.status() == RunStatus.INCOMPLETE; calls++) {
            if (calls > MOST_INVOCATIONS) {
                throw new AssertionError("The run does not end");
            }
            clock.advance(run.resumeAfter().orElseThrow());
            run = Night.call(handler, event, INVOCATION);
        }
        return run;
    }

    private Platform platform() {
        return new Platform(
                clock,
                new RecordingSleeper(clock),
                SecureRandom::new,
                (connect, request) -> new JdkHttpExchange(connect, request, clock),
                count -> Workers.caller());
    }

    List<Datum> emitted() {
        return emitted.all();
    }

    AlarmRule.State stateOf(String alarm) {
        return AlarmRule.of(template, deployment, alarm).at(clock.instant(), emitted());
    }

    /** Whether an alarm rang at any moment at which something was emitted, or rings now. */
    boolean rang(String alarm) {
        var rule = AlarmRule.of(template, deployment, alarm);
        var data = emitted();
        return rule.at(clock.instant(), data) == AlarmRule.State.ALARM
                || data.stream()
                        .map(Datum::timestamp)
                        .distinct()
                        .anyMatch((Instant at) -> rule.at(at, data) == AlarmRule.State.ALARM);
    }

    @Override
    public void close() {
        emitted.close();
        im.close();
    }
}
