package dev.imconnector.push;

import dev.imconnector.credit.Plausibility;
import dev.imconnector.mapping.CreditMappings;
import dev.imconnector.run.RunException;
import dev.imconnector.run.RunInput;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunSession;
import dev.imconnector.source.CreditSource;
import dev.imconnector.source.InputMissingException;
import dev.imconnector.source.files.CreditFiles;
import dev.imconnector.store.Location;
import java.util.Optional;

/** The input of a push: pinned once, found unchanged by every later invocation, checked before anything is sent. For one use. */
final class PushReading {

    private static final int RECORDS_BETWEEN_LOOKS = 1_000;

    private final RunSession session;
    private final RunRecord run;
    private final PushState state;
    private final PushInput input;
    private final PushTerms terms;
    private CreditMappings mappings;
    private CreditSource source;
    private Duplicates duplicates;

    PushReading(RunSession session, PushState state, PushInput input, PushTerms terms) {
        this.session = session;
        this.run = session.run();
        this.state = state;
        this.input = input;
        this.terms = terms;
    }

    /**
     * Finds the input.
     *
     * @throws InputMissingException while it is not there
     * @throws RunException when it is no longer what the run began with
     * @throws dev.imconnector.problem.ProblemException when what it is judged by cannot be learned of IM
     */
    CreditSource find() throws InterruptedException {
        if (run.input().isEmpty()) {
            pin();
        } else {
            input.mustBeUnchangedSince(run);
        }
        source = new CreditFiles(
                session.store(),
                run.input().stream().map(RunInput::toStoredObject).toList(),
                mappings(),
                terms.check());
        return source;
    }

    private Plausibility plausibility() {
        return state.pins.plausibilityOn(state.businessDate);
    }

    private void pin() {
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
        run.ignoredInput(found.ignored());
    }

    /** @throws RunException when the mapping is no longer the one with which the run began */
    private Optional<CreditMappings> mappings() {
        if (state.pins.creditMapping() == null) {
            return Optional.empty();
        }
        if (mappings == null) {
            mappings = CreditMappings.read(Location.parse(state.pins.creditMapping()), session.store());
            MappedFields.mustBeOfIm(mappings, state.pins.creditMapping(), terms::faultOf);
            var sources = mappings.sources().stream().map(RunInput::of).toList();
            if (!state.mapping.isEmpty() && !state.mapping.equals(sources)) {
                throw new RunException(
                        RunProblems.inputDiffers(run, "its mapping has been replaced since the run began"));
            }
        }
        return Optional.of(mappings);
    }

    /** The input, or null before it was found. */
    CreditSource source() {
        return source;
    }

    /** Reads and checks all of it. */
    FirstPassResult check() {
        var result = new FirstPass(
                        source,
                        plausibility(),
                        rows -> {
                            session.heartbeat().beat();
                            session.mustNotBeStopped();
                        },
                        input.mostRecords())
                .run();
        state.checked =
                new PushState.Checked(result.records(), result.toSend(), result.rejected(), result.sameContent());
        duplicates = result.duplicates();
        run.leftOut(result.leftOut());
        result.warnings().forEach(run::warn);
        return result;
    }

    /** Keeps what is known of equal sourceRefs for the invocations to come. */
    void storeDuplicates() {
        if (!duplicates.isEmpty() && !state.dryRun) {
            state.repeats = "parts/repeats-%05d".formatted(session.lease().generation());
            DuplicatesPart.write(duplicates, session.store(), session.folder().resolve(state.repeats));
        }
    }

    private Duplicates duplicates() {
        if (duplicates == null) {
            duplicates = state.repeats == null
                    ? Duplicates.none()
                    : DuplicatesPart.read(session.store(), session.folder().resolve(state.repeats));
        }
        return duplicates;
    }

    /** All of it in batches, unwatched. */
    Batches all() {
        return new Batches(source.open(0), duplicates(), position -> true);
    }

    /** What comes from that position on, until somebody asks the run to stop. */
    Batches from(long position) {
        return new Batches(watched(position), duplicates(), each -> true);
    }

    /** The records without an outcome, in the same way. */
    Batches withoutOutcome() {
        var wanted = state.positionsWithoutOutcome();
        return new Batches(watched(wanted.first()), duplicates(), wanted::contains);
    }

    private WatchedRecords watched(long position) {
        return new WatchedRecords(source.open(position), new Runnable() {

            private long records;

            @Override
            public void run() {
                session.mustNotBeStopped();
                // Where nothing is sent, nothing else looks at the time.
                if (++records % RECORDS_BETWEEN_LOOKS == 0) {
                    session.heartbeat().beat();
                }
            }
        });
    }
}
