package dev.imconnector.push;

import dev.imconnector.im.CallTimes;
import dev.imconnector.oauth.Deadline;
import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.run.InvocationTimes;
import dev.imconnector.run.LeaseLostException;
import dev.imconnector.run.LeasedSleeper;
import dev.imconnector.run.Location;
import dev.imconnector.run.Outcome;
import dev.imconnector.run.RunEnding;
import dev.imconnector.run.RunInput;
import dev.imconnector.run.RunLease;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.StoreException;
import dev.imconnector.run.TimeUpException;
import dev.imconnector.run.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One invocation's work on a run that it holds. For use by one thread. */
final class PushRun {

    private static final Logger LOG = LoggerFactory.getLogger(PushRun.class);

    private static final int BATCHES_PER_CHECKPOINT = 10;
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

    private final PushContext context;
    private final RunLease lease;
    private final RunRecord run;
    private final PushInput input;
    private final InvocationTimes times;
    private final PushState state;
    private final Location folder;
    private CreditSource source;
    private Outputs outputs;
    private Repeats repeats;
    private Traffic counted;
    private int batchesSinceCheckpoint;
    private Instant checkpointAt;

    PushRun(PushContext context, RunLease lease, PushInput input, Deadline deadline) {
        this.context = context;
        this.lease = lease;
        this.run = lease.run();
        this.input = input;
        this.times = InvocationTimes.of(deadline, context.clock());
        this.state = PushState.of(run);
        this.folder = context.records().folder(run.runId());
        this.counted = context.traffic().get();
        this.checkpointAt = now();
    }

    /** Works until the run ends or the invocation must; the record says which, and is stored. */
    RunRecord work() {
        try {
            goOn();
            end();
        } catch (StoreException | LeaseLostException e) {
            throw e;
        } catch (ProblemException e) {
            stop(e);
        } catch (InterruptedException e) {
            run.outOfTime(now());
            save();
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("The run ends with an error that nobody expected", e);
            run.fail(unexpected(), now());
            save();
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
        recallRateWindow();
        findInput();
        if (state.failure != null) {
            return;
        }
        if (state.checked == null) {
            firstPass();
        }
        if (state.dryRun) {
            rejectLocally();
            return;
        }
        send();
    }

    private void recallRateWindow() {
        if (state.rateWindow != null) {
            context.rateWindow().recall(state.rateWindow, now());
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
                run.input().stream().map(RunInput::toStoredObject).toList());
        outputs = new Outputs(context.store(), folder, state, source);
    }

    private void pinInput() {
        var found = input.listing(state);
        if (!found.isThere()) {
            throw new InputMissingException(state.credits);
        }
        found.mustNotBeTooMany(Location.parse(state.credits));
        run.waitsNoLonger();
        run.pin(found.files());
    }

    private void firstPass() {
        var result = new FirstPass(source, rows -> breathe()).run();
        state.checked =
                new PushState.Checked(result.records(), result.toSend(), result.rejected(), result.sameContent());
        repeats = result.repeats();
        var refusal = InputVerdict.of(result, state.pins, state.credits);
        if (refusal.isPresent()) {
            rejectLocally();
            throw new PushException(refusal.get());
        }
        storeRepeats();
        state.progress.made(now());
    }

    private void storeRepeats() {
        if (repeats.size() > 0 && !state.dryRun) {
            state.repeats = "parts/repeats-%05d".formatted(lease.generation());
            RepeatsPart.write(repeats, context.store(), folder.resolve(state.repeats));
        }
    }

    private Repeats repeats() {
        if (repeats == null) {
            repeats = state.repeats == null
                    ? Repeats.none()
                    : RepeatsPart.read(context.store(), folder.resolve(state.repeats));
        }
        return repeats;
    }

    /** Counts and writes what needs no IM: local rejects and repeated records. */
    private void rejectLocally() {
        try (var slices = new Slices(source.open(0), repeats(), position -> true)) {
            for (var slice = slices.next(state.pins.batchSize()); slice != null; ) {
                slice.rows().stream().filter(row -> !row.isSent()).forEach(this::countLocally);
                breathe();
                if (outputs.isLarge()) {
                    outputs.flush(lease.generation());
                }
                slice = slices.next(state.pins.batchSize());
            }
        }
    }

    void countLocally(Slice.Row row) {
        var record = row.record();
        var known = record.amount() != null && record.currencyCode() != null;
        run.count(
                row.repeated() ? Outcome.ALREADY_PRESENT : Outcome.REJECTED,
                known ? record.currencyCode() : null,
                known ? record.amount() : null);
        if (row.rejection() != null) {
            outputs.reject(record, row.rejection());
        }
    }

    private void send() throws InterruptedException {
        if (!state.sending) {
            state.sending = true;
            checkpoint();
        }
        var sleeper = new LeasedSleeper(context.sleeper(), lease);
        var submission = context.submissions()
                .forRun(
                        state.pins.alreadyExistsPattern(),
                        sleeper,
                        () -> lease.holdFor(context.settings().requestTimeout()));
        try (var workers = context.workers().apply(settings().maxInFlight())) {
            var sending = new Sending(this, submission, new CallTimes(times.begin(), times.end()), workers);
            if (input.request().retry() && !state.withoutOutcome.isEmpty()) {
                sendAgain(sending);
            }
            try (var slices = new Slices(source.open(run.position()), repeats(), position -> true)) {
                sending.send(slices, true);
            }
        }
    }

    private void sendAgain(Sending sending) throws InterruptedException {
        var wanted = new HashSet<Long>();
        state.withoutOutcome.forEach(each -> wanted.add(each.position()));
        var first = wanted.stream().mapToLong(Long::longValue).min().orElseThrow();
        try (var slices = new Slices(source.open(first), repeats(), wanted::contains)) {
            sending.send(slices, false);
        }
    }

    /** Called after each slice whose outcomes are counted. */
    void committed() {
        state.progress.made(now());
        run.waitsNoLonger();
        batchesSinceCheckpoint++;
        if (batchesSinceCheckpoint >= BATCHES_PER_CHECKPOINT
                || outputs.isLarge()
                || !now().isBefore(checkpointAt.plus(CHECKPOINT_INTERVAL))) {
            checkpoint();
        }
    }

    private void checkpoint() {
        flushAndSave();
        batchesSinceCheckpoint = 0;
        checkpointAt = now();
    }

    private void save() {
        var traffic = context.traffic().get();
        run.addTraffic(traffic.minus(counted));
        counted = traffic;
        state.rateWindow = context.rateWindow().remember(now());
        state.putInto(run);
        lease.save();
    }

    /** All records have an outcome (or the run was bound to fail earlier): compose the outputs and say how it ended. */
    private void end() {
        var failure = state.failure != null ? state.failure : verdict();
        state.failure = failure;
        outputs.flush(lease.generation());
        nameLateInput();
        outputs.compose(run, this::breatheToTheEnd);
        if (failure == null) {
            var parts = outputs.forgetParts();
            run.complete(now());
            save();
            deleteParts(parts);
        } else {
            state.failure = null;
            run.fail(failure, now());
            save();
        }
    }

    /** Why a run that is through must end FAILED all the same, or null. */
    private Problem verdict() {
        if (!state.withoutOutcome.isEmpty()) {
            return new Problem(
                    "NO_OUTCOME",
                    "IM gave no outcome for " + state.withoutOutcome.size() + " of " + run.read() + " records",
                    "They are in the rejects with what IM said; call again with \"retry\": true to send them again");
        }
        if (state.rejectedByIm * 100 > state.sent * state.pins.rejectThresholdPercent()) {
            return new Problem(
                    "TOO_MANY_REJECTED",
                    "IM rejected " + state.rejectedByIm + " of " + state.sent + " credits, more than "
                            + state.pins.rejectThresholdPercent() + " %",
                    "Correct the rejects and push them as a new run; the other credits are in IM");
        }
        return null;
    }

    private void nameLateInput() {
        var known = new HashSet<>(run.input().stream().map(RunInput::uri).toList());
        var late = input.listing(state).files().stream()
                .map(object -> object.location().toString())
                .filter(uri -> !known.contains(uri))
                .toList();
        if (!late.isEmpty()) {
            LOG.warn(
                    "{} files came after the run had begun and are not part of it, the first: {}",
                    late.size(),
                    late.get(0));
            run.lateInput(late);
        }
    }

    private void deleteParts(List<Location> parts) {
        try {
            for (var part : parts) {
                if (times.begin().hasPassed(context.clock())) {
                    return;
                }
                context.store().delete(part);
            }
        } catch (StoreException e) {
            // The run is complete and its outputs are composed; what stays behind is only clutter.
            LOG.warn("Parts of the completed run could not be deleted: {}", e.getMessage());
        }
    }

    private void stop(ProblemException why) {
        var ending = new RunEnding(run, state.progress, times, settings().patience(), context.clock());
        if (ending.leave(why)) {
            flushAndSave();
        } else {
            fail(why);
        }
    }

    private void flushAndSave() {
        if (outputs != null) {
            outputs.flush(lease.generation());
        }
        save();
    }

    private void fail(ProblemException why) {
        state.failure = why.problem();
        if (outputs == null) {
            state.failure = null;
            run.fail(why.problem(), now());
            save();
            return;
        }
        try {
            end();
        } catch (TimeUpException e) {
            run.outOfTime(now());
            save();
        } catch (InputException e) {
            // The input that was to be handed back can no longer be read: the rejects stay in their parts.
            LOG.warn("The outputs could not be composed: {}", e.getMessage());
            state.failure = null;
            run.fail(why.problem(), now());
            save();
        }
    }

    /** Called now and then in whatever takes long: keeps the lease, and ends the work when time is up. */
    private void breathe() {
        lease.renewIfDue();
        if (times.begin().hasPassed(context.clock())) {
            throw new TimeUpException();
        }
    }

    private void breatheToTheEnd() {
        lease.renewIfDue();
        if (times.end().hasPassed(context.clock())) {
            throw new TimeUpException();
        }
    }

    /** Smaller after each invocation that IM's failures ended: sooner or later a batch without a poison record passes. */
    int batchSize() {
        return Math.max(1, state.pins.batchSize() >> Math.min(state.progress.waits(), 10));
    }

    PushSettings settings() {
        return context.settings();
    }

    RunLease lease() {
        return lease;
    }

    RunRecord run() {
        return run;
    }

    PushState state() {
        return state;
    }

    Outputs outputs() {
        return outputs;
    }

    private Instant now() {
        return context.clock().instant();
    }
}
