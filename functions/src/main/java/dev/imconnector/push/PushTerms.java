package dev.imconnector.push;

import dev.imconnector.credit.AdditionalField;
import dev.imconnector.credit.CreditCheck;
import dev.imconnector.im.CallTimes;
import dev.imconnector.im.Delivery;
import dev.imconnector.im.write.CreditSending;
import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunSession;
import dev.imconnector.store.Location;
import dev.imconnector.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a run goes by of IM's own data, the periods of a tenant for one: read once, before the first credit is judged, and
 * kept beside the record, so that every invocation judges alike. For use by one thread.
 */
final class PushTerms {

    private final PushContext context;
    private final RunSession session;
    private final PushState state;
    private String learned;

    PushTerms(PushContext context, RunSession session, PushState state) {
        this.context = context;
        this.session = session;
        this.state = state;
    }

    /**
     * What of a credit whose form is right makes it a reject.
     *
     * @throws dev.imconnector.problem.ProblemException when IM's own data cannot be read, or are not what the settings say
     */
    CreditCheck check() throws InterruptedException {
        return state.pins.plausibilityOn(state.businessDate).and(sending().check(learned()));
    }

    /** What is wrong with an additional field that the mapping names. */
    Optional<String> faultOf(AdditionalField field) {
        return sending().faultOf(field);
    }

    /** As the dialect has it; empty when nothing needs to be known. */
    String learned() throws InterruptedException {
        if (learned == null) {
            learned = state.learned == null ? learn() : stored(session.folder().resolve(state.learned));
        }
        return learned;
    }

    private String learn() throws InterruptedException {
        var times = session.times();
        return sending().learn(new CallTimes(times.begin(), times.end()));
    }

    private CreditSending sending() {
        return context.submissions()
                .forRun(
                        state.pins,
                        session.sleeper(),
                        () -> session.lease().holdFor(context.settings().requestTimeout()),
                        new Delivery());
    }

    private String stored(Location part) {
        return session.store()
                .read(part)
                .map(found -> new String(found.content(), StandardCharsets.UTF_8))
                .orElseThrow(() -> new StoreException(
                        new Problem(
                                "PART_UNUSABLE",
                                "The part " + part + " of the run is gone",
                                "Restore it from the bucket's versions, and call again with the same runId"),
                        null));
    }

    /** Keeps it for the invocations to come. */
    void store() throws InterruptedException {
        if (!learned().isEmpty() && !state.dryRun) {
            state.learned = "parts/learned-%05d".formatted(session.lease().generation());
            session.store()
                    .write(session.folder().resolve(state.learned), learned().getBytes(StandardCharsets.UTF_8));
        }
    }
}
