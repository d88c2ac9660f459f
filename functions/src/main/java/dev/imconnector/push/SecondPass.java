package dev.imconnector.push;

import dev.imconnector.im.CallTimes;
import dev.imconnector.im.Delivery;
import dev.imconnector.im.write.CreditSending;
import dev.imconnector.run.RunSession;
import dev.imconnector.run.TimeUpException;
import dev.imconnector.run.Workers;
import java.time.Instant;

/** Sends what the first pass let through, and first of all, when asked to, what failed before. For one use. */
final class SecondPass {

    private final PushContext context;
    private final RunSession session;
    private final PushState state;
    private final PushJournal journal;
    private final PushReading reading;

    SecondPass(PushContext context, RunSession session, PushState state, PushJournal journal, PushReading reading) {
        this.context = context;
        this.session = session;
        this.state = state;
        this.journal = journal;
        this.reading = reading;
    }

    /** @param learned what credits are sent by */
    void run(String learned) throws InterruptedException {
        if (!state.sending) {
            state.sending = true;
            session.journal().checkpoint();
        }
        awaitQuiet();
        var gate = new SendingGate();
        var delivery = new Delivery();
        var submission = sending(gate, delivery).submission(learned);
        var maxInFlight = context.settings().maxInFlight();
        try (var workers = session.workers(maxInFlight);
                var writer = session.workers(1)) {
            var times = session.times();
            var callTimes = new CallTimes(times.begin(), times.end());
            send(new Sending(journal, submission, gate, callTimes, workers, maxInFlight), writer);
        } catch (InterruptedException e) {
            beQuietFrom(session.now());
            throw e;
        } finally {
            delivery.lastGivenUp().ifPresent(this::beQuietFrom);
        }
    }

    private CreditSending sending(SendingGate gate, Delivery delivery) {
        var requestTimeout = context.settings().requestTimeout();
        return context.submissions()
                .forRun(
                        state.pins,
                        gate.watching(session.sleeper()),
                        () -> {
                            gate.pass();
                            session.lease().holdFor(requestTimeout);
                        },
                        delivery);
    }

    private void send(Sending sending, Workers writer) throws InterruptedException {
        journal.checkpointsBy(writer);
        try {
            sendAgainWhatFailed(sending);
            try (var batches = reading.from(session.run().position())) {
                sending.send(batches, true);
            }
        } finally {
            session.journal().await();
        }
    }

    private void sendAgainWhatFailed(Sending sending) throws InterruptedException {
        if (state.sendAgain && !state.withoutOutcome.isEmpty()) {
            try (var batches = reading.withoutOutcome()) {
                sending.send(batches, false);
            }
        }
        state.sendAgain = false;
    }

    /** IM is done with a request by the time that a patient client would have given it up. */
    private void beQuietFrom(Instant givenUp) {
        var until = givenUp.plus(context.settings().quiet());
        if (state.quietUntil == null || until.isAfter(state.quietUntil)) {
            state.quietUntil = until;
        }
    }

    private void awaitQuiet() throws InterruptedException {
        if (state.quietUntil == null) {
            return;
        }
        if (!session.times().begin().at().isAfter(state.quietUntil)) {
            throw new TimeUpException();
        }
        session.sleeper().sleep(session.until(state.quietUntil));
        state.quietUntil = null;
    }
}
