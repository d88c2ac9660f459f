package dev.imconnector.push;

import dev.imconnector.im.CallTimes;
import dev.imconnector.im.Delivery;
import dev.imconnector.mapping.CreditMappings;
import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.run.InvocationTimes;
import dev.imconnector.run.LeaseLostException;
import dev.imconnector.run.LeasedSleeper;
import dev.imconnector.run.RunEnding;
import dev.imconnector.run.RunException;
import dev.imconnector.run.RunInput;
import dev.imconnector.run.RunLease;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.StopRequest;
import dev.imconnector.run.TimeUpException;
import dev.imconnector.run.Workers;
import dev.imconnector.source.CreditRecords;
import dev.imconnector.source.CreditSource;
import dev.imconnector.source.InputException;
import dev.imconnector.source.InputMissingException;
import dev.imconnector.source.files.CreditFiles;
import dev.imconnector.store.Location;
import dev.imconnector.store.StoreException;
import dev.imconnector.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One invocation's work on a run that it holds. For use by one thread. */
final class PushRun {

    private static final Logger LOG = LoggerFactory.getLogger(PushRun.class);

    private final PushContext context;
    private final RunLease lease;
    private final RunRecord run;
    private final PushInput input;
    private final InvocationTimes times;
    private final Heartbeat breath;
    private final PushState state;
    private final Location folder;
    private final Outputs outputs;
    private final PushJournal journal;
    private final PushClosing closing;
    private final StopRequest stop;
    private CreditMappings mappings;
    private CreditSource source;
    private Duplicates repeats;

    PushRun(PushContext context, RunLease lease, PushInput input, Deadline deadline) {
        this.context = context;
        this.lease = lease;
        this.run = lease.run();
        this.input = input;
        this.times = InvocationTimes.of(deadline, context.clock());
        this.breath = new Heartbeat(lease, times, context.clock());
        this.state = PushState.of(run);
        this.folder = context.records().folder(run.runId());
        this.outputs = new Outputs(context.store(), folder, state);
        this.journal = new PushJournal(context, lease, state, outputs);
        this.closing = new PushClosing(context, journal, input, breath);
        this.stop = new StopRequest(context.store(), folder, context.clock());
    }

    /** Works until the run ends or the invocation must; the record says which, and is stored. */
    RunRecord work() {
        try {
            goOn();
            closing.end();
        } catch (StoreException | LeaseLostException e) {
            throw e;
        } catch (ProblemException e) {
            stop(e);
        } catch (InterruptedException e) {
            run.outOfTime(context.clock().instant());
            leave();
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("The run ends with an error that nobody expected", e);
            state.failure = unexpected();
            closing.endFailed();
        }
        return run;
    }

    private static Problem unexpected() {
        return new Problem(
                "INTERNAL_ERROR",
                "The run met an error that the connector does not know",
                "Look into the function's log for this request and report it; \"retry\": true goes on with the run");
    }

    private void goOn() throws InterruptedException {
        if (state.rateWindow != null) {
            context.rateWindow().recall(state.rateWindow, context.clock().instant());
        }
        stop.check();
        findInput();
        if (state.failure != null) {
            return;
        }
        if (state.checked == null) {
            firstPass();
        }
        if (!state.dryRun) {
            send();
        }
    }

    private void findInput() {
        if (run.input().isEmpty()) {
            pinInput();
        } else {
            input.mustBeUnchangedSince(run);
        }
        source = new CreditFiles(
                context.store(),
                run.input().stream().map(RunInput::toStoredObject).toList(),
                mappings());
        outputs.of(source);
    }

    private void pinInput() {
        var found = input.listing(state);
        if (!found.isThere()) {
            throw new InputMissingException(state.credits);
        }
        found.mustNotBeTooMany(Location.parse(state.credits));
        run.waitsNoLonger();
        mappings()
                .ifPresent(read -> state.mapping =
                        read.sources().stream().map(RunInput::of).toList());
        run.pin(found.files());
    }

    /** @throws RunException when the mapping is no longer the one with which the run began */
    private Optional<CreditMappings> mappings() {
        if (state.pins.creditMapping() == null) {
            return Optional.empty();
        }
        if (mappings == null) {
            mappings = CreditMappings.read(Location.parse(state.pins.creditMapping()), context.store());
            var sources = mappings.sources().stream().map(RunInput::of).toList();
            if (!state.mapping.isEmpty() && !state.mapping.equals(sources)) {
                throw new RunException(
                        RunProblems.inputDiffers(run, "its mapping has been replaced since the run began"));
            }
        }
        return Optional.of(mappings);
    }

    private void firstPass() {
        var result = new FirstPass(source, rows -> watch()).run();
        state.checked =
                new PushState.Checked(result.records(), result.toSend(), result.rejected(), result.sameContent());
        repeats = result.repeats();
        var refusal = InputVerdict.of(result, state.pins, state.credits);
        if (refusal.isPresent() || state.dryRun) {
            listLocally();
        }
        if (refusal.isPresent()) {
            throw new PushException(refusal.get());
        }
        storeRepeats();
        state.progress.made(context.clock().instant());
    }

    private void watch() {
        breath.take();
        stop.check();
    }

    /** For an input of which nothing is sent: counts and lists what the first pass has found. */
    private void listLocally() {
        try (var slices = new Batches(source.open(0), repeats, position -> true)) {
            for (var slice = slices.next(state.pins.batchSize()); slice != null; ) {
                slice.rows().stream().filter(row -> !row.isSent()).forEach(journal::countLocally);
                breath.take();
                if (outputs.isLarge()) {
                    outputs.flush(lease.generation());
                }
                slice = slices.next(state.pins.batchSize());
            }
        }
    }

    private void storeRepeats() {
        if (!repeats.isEmpty() && !state.dryRun) {
            state.repeats = "parts/repeats-%05d".formatted(lease.generation());
            DuplicatesPart.write(repeats, context.store(), folder.resolve(state.repeats));
        }
    }

    private Duplicates repeats() {
        if (repeats == null) {
            repeats = state.repeats == null
                    ? Duplicates.none()
                    : DuplicatesPart.read(context.store(), folder.resolve(state.repeats));
        }
        return repeats;
    }

    private void send() throws InterruptedException {
        if (!state.sending) {
            state.sending = true;
            journal.checkpoint();
        }
        awaitQuiet();
        var settings = context.settings();
        var gate = new SendingGate();
        var delivery = new Delivery();
        var submission = context.submissions()
                .forRun(
                        state.pins.alreadyExistsPattern(),
                        gate.watching(new LeasedSleeper(context.sleeper(), lease)),
                        () -> {
                            gate.pass();
                            lease.holdFor(settings.requestTimeout());
                        },
                        delivery);
        try (var workers = context.workers().apply(settings.maxInFlight());
                var writer = context.workers().apply(1)) {
            var callTimes = new CallTimes(times.begin(), times.end());
            send(new Sending(journal, submission, gate, callTimes, workers, settings.maxInFlight()), writer);
        } catch (InterruptedException e) {
            beQuietFrom(context.clock().instant());
            throw e;
        } finally {
            delivery.lastGivenUp().ifPresent(this::beQuietFrom);
        }
    }

    private void send(Sending sending, Workers writer) throws InterruptedException {
        journal.checkpointsBy(writer);
        try {
            sendAgainWhatFailed(sending);
            try (var slices = new Batches(watched(run.position()), repeats(), position -> true)) {
                sending.send(slices, true);
            }
        } finally {
            journal.checkpointsBy(Workers.caller());
        }
    }

    /** IM is done with a request by the time that a patient client would have given it up. */
    private void beQuietFrom(Instant givenUp) {
        var until = givenUp.plus(context.settings().requestTimeout());
        if (state.quietUntil == null || until.isAfter(state.quietUntil)) {
            state.quietUntil = until;
        }
    }

    private void awaitQuiet() throws InterruptedException {
        if (state.quietUntil == null) {
            return;
        }
        if (!times.begin().at().isAfter(state.quietUntil)) {
            throw new TimeUpException();
        }
        var left = Duration.between(context.clock().instant(), state.quietUntil);
        new LeasedSleeper(context.sleeper(), lease).sleep(left);
        state.quietUntil = null;
    }

    private CreditRecords watched(long fromPosition) {
        return new WatchedRecords(source.open(fromPosition), stop::check);
    }

    private void sendAgainWhatFailed(Sending sending) throws InterruptedException {
        if (state.sendAgain && !state.withoutOutcome.isEmpty()) {
            var wanted = new HashSet<Long>();
            state.withoutOutcome.forEach(each -> wanted.add(each.position()));
            var first = wanted.stream().mapToLong(Long::longValue).min().orElseThrow();
            try (var slices = new Batches(watched(first), repeats(), wanted::contains)) {
                sending.send(slices, false);
            }
        }
        state.sendAgain = false;
    }

    private void stop(ProblemException why) {
        var ending =
                new RunEnding(run, state.progress, times, context.settings().patience(), context.clock());
        if (ending.leave(why)) {
            leave();
        } else {
            fail(why);
        }
    }

    private void leave() {
        run.resumeNoSoonerThan(state.quietUntil, context.clock().instant());
        journal.forgetWhatWasNotSent();
        journal.checkpoint();
    }

    private void fail(ProblemException why) {
        state.failure = why.problem();
        if (source == null) {
            closing.endFailed();
            return;
        }
        try {
            closing.end();
        } catch (TimeUpException e) {
            run.outOfTime(context.clock().instant());
            leave();
        } catch (InputException e) {
            // The input that was to be handed back can no longer be read: the rejects stay in their parts.
            LOG.warn("The outputs could not be composed: {}", e.getMessage());
            closing.endFailed();
        }
    }
}
