package dev.imconnector.cli.template;

import dev.imconnector.cli.night.Export;
import dev.imconnector.cli.night.Night;
import dev.imconnector.lambda.Handlers;
import dev.imconnector.metrics.PowertoolsRunMetrics;
import dev.imconnector.run.RunRecord;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.testkit.EmittedMetrics;
import dev.imconnector.testkit.EmittedMetrics.Datum;
import dev.imconnector.testkit.Invocation;
import dev.imconnector.testkit.SettableClock;
import dev.imconnector.testkit.VirtualTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private final VirtualTime time = new VirtualTime(new SettableClock(EmittedMetrics.someDaysAgo())).onOneThread();
    final SettableClock clock = time.clock;
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
        var night = new Night(home, im, Export.of(RECORDS, 0)).with("IM_BATCH_SIZE", "10");
        night.with(
                "POWERTOOLS_SERVICE_NAME",
                deployment.environment("PushCreditsFunction").get("POWERTOOLS_SERVICE_NAME"));
        push = new TreeMap<>(night.environment());
        pull = new TreeMap<>(night.readersEnvironment());
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
        return time.toTheEnd(Handlers.push(push, time.platform(), metrics), event);
    }

    /** The night's push, as the schedule starts it. */
    RunRecord pushTheNight() {
        return push(scheduled());
    }

    /** Pushes the same export again, after the receipts of all runs were lost. */
    RunRecord pushForgetfully() {
        try (var files = Files.walk(home)) {
            for (var receipts :
                    files.filter(file -> file.endsWith("receipts.jsonl.gz")).toList()) {
                Files.delete(receipts);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return push("{\"runId\":\"again\"}");
    }

    RunRecord pull() {
        return time.toTheEnd(Handlers.pull(pull, time.platform(), metrics), "{\"runId\":\"pull\"}");
    }

    RunRecord reconcile() {
        return time.toTheEnd(Handlers.reconcile(pull, time.platform(), metrics), "{\"runId\":\"reconcile-night\"}");
    }

    /** The look at the night, as the schedule calls it. */
    String checkTheNight() {
        return Invocation.of(Duration.ofSeconds(25))
                .call(Handlers.checkNight(push, time.platform(), metrics), scheduled());
    }

    private String scheduled() {
        return "{\"scheduledTime\":\"" + clock.instant() + "\"}";
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
