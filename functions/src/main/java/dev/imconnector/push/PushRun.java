package dev.imconnector.push;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.problem.Problem;
import dev.imconnector.report.ReportWriter;
import dev.imconnector.run.Part;
import dev.imconnector.run.RunInput;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunSession;
import dev.imconnector.run.RunWork;
import dev.imconnector.source.InputException;
import dev.imconnector.store.Location;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One invocation's work on a push: the first pass, the second pass, and the outputs. For use by one thread. */
final class PushRun implements RunWork {

    private static final Logger LOG = LoggerFactory.getLogger(PushRun.class);

    private final PushContext context;
    private final RunSession session;
    private final RunRecord run;
    private final PushState state;
    private final PushInput input;
    private final PushTerms terms;
    private final PushReading reading;
    private final Outputs outputs;
    private final PushJournal journal;

    PushRun(PushContext context, RunSession session, PushInput input) {
        this.context = context;
        this.session = session;
        this.run = session.run();
        this.state = PushState.of(run);
        this.input = input;
        this.terms = new PushTerms(context, session, state);
        this.reading = new PushReading(session, state, input, terms);
        this.outputs = new Outputs(session.store(), session.folder(), state);
        this.journal = new PushJournal(session, state, outputs);
    }

    @Override
    public boolean goOn() throws InterruptedException {
        if (state.rateWindow != null) {
            context.rateWindow().recall(state.rateWindow, session.now());
        }
        if (run.input().isEmpty()) {
            // While the input is waited for; later the end by a stop has outputs, for which the input is needed.
            session.mustNotBeStopped();
        }
        outputs.of(reading.find());
        session.mustNotBeStopped();
        if (state.failure != null) {
            return true;
        }
        if (state.checked == null) {
            firstPass();
        }
        if (!state.dryRun) {
            new SecondPass(context, session, state, journal, reading).run(terms.learned());
        }
        return true;
    }

    private void firstPass() throws InterruptedException {
        var refusal = InputVerdict.of(reading.check(), state.pins, state.credits);
        if (refusal.isPresent() || state.dryRun) {
            listLocally(refusal.isEmpty());
        }
        if (refusal.isPresent()) {
            throw new PushException(refusal.get());
        }
        reading.storeDuplicates();
        terms.store();
        state.progress.made(session.now());
    }

    /**
     * For an input of which nothing is sent: counts and lists what the first pass has found.
     *
     * @param others whether those that would be sent are counted, too; of an input that is refused none would be
     */
    private void listLocally(boolean others) {
        try (var batches = reading.all()) {
            for (var batch = batches.next(state.pins.batchSize()); batch != null; ) {
                batch.rows().stream().filter(row -> others || !row.isSent()).forEach(journal::countLocally);
                session.heartbeat().beat();
                outputs.flushIfLarge(session.lease().generation());
                batch = batches.next(state.pins.batchSize());
            }
        }
    }

    @Override
    public Optional<Problem> compose(Optional<Problem> failure) {
        failure.ifPresent(why -> state.failure = why);
        if (reading.source() == null) {
            outputs.composeNone(run);
        } else {
            composeOfInput(failure.isPresent());
        }
        return Optional.ofNullable(state.failure);
    }

    private void composeOfInput(boolean isFailing) {
        if (state.failure == null) {
            state.failure = verdict();
        }
        try {
            outputs.flush(session.lease().generation());
            nameLateInput();
            lookAtReceipts();
            outputs.compose(run, session.heartbeat()::beatAtTheEnd);
        } catch (InputException e) {
            if (!isFailing) {
                throw e;
            }
            // The input that was to be handed back can no longer be read: the rejects stay in their parts.
            LOG.warn("The outputs could not be composed: {}", e.getMessage());
            outputs.composeNone(run);
        }
    }

    /** Why a run that is through must end FAILED all the same, or null. */
    private Problem verdict() {
        if (!state.withoutOutcome.isEmpty()) {
            return RunProblems.noOutcome(state.withoutOutcome.size(), run.read());
        }
        return state.rejectedByIm * 100 > state.sent * state.pins.rejectThresholdPercent()
                ? RunProblems.tooManyRejected(state)
                : null;
    }

    /** Of what IM said is there already: is it known from here, and as it is now? */
    private void lookAtReceipts() {
        var known = run.presence().filter(found -> found.inIm() == state.presentInIm);
        if (known.isPresent() || state.presentInIm == 0) {
            return;
        }
        var look = new ReceiptsLook(session, state.receiptParts.locations(session.folder()), state.presentInIm);
        var found = look.look();
        run.presence(found);
        run.unwarn(RunProblems.PRESENT_WITHOUT_RECEIPT);
        run.unwarn(RunProblems.CORRECTION_NOT_IN_IM);
        RunProblems.presentWithoutReceipt(run, state, found, context.settings().maxInFlight())
                .ifPresent(run::warn);
        RunProblems.correctionNotInIm(found, look.places()).ifPresent(run::warn);
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

    @Override
    public List<Location> leftovers() {
        return outputs.forgetParts();
    }

    @Override
    public void leave() {
        run.resumeNoSoonerThan(state.quietUntil, session.now());
        if (!state.sending) {
            // What has been found can be found again: the next invocation starts over.
            run.forgetCounts();
            state.forgetFindings();
            outputs.forget();
        }
    }

    @Override
    public List<Part> takeParts() {
        return outputs.take(session.lease().generation());
    }

    @Override
    public ObjectNode checkpoint() {
        if (run.hasEnded()) {
            state.failure = null;
        }
        state.rateWindow = context.rateWindow().remember(session.now());
        return state.toJson();
    }

    /** What is counted is a beginning of the input without a gap, and what was written of it waits in the outputs. */
    @Override
    public boolean isAlwaysWhole() {
        return true;
    }

    @Override
    public void requested(Instant now, long requests) {
        state.timeline.add(now, requests);
    }

    @Override
    public Optional<GiveUp> giveUp() {
        return Optional.of(new GiveUp(state.progress, context.settings().giveUp()));
    }

    @Override
    public EndReport report() {
        var facts = state.reportFacts(context.rateWindow().limit());
        return (ended, folder) -> new ReportWriter(session.store()).write(ended, facts, folder);
    }
}
