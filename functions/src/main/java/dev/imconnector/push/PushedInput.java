package dev.imconnector.push;

import dev.imconnector.mapping.CreditMappings;
import dev.imconnector.run.RunException;
import dev.imconnector.run.RunInput;
import dev.imconnector.run.RunRecord;
import dev.imconnector.source.CreditSource;
import dev.imconnector.source.files.CreditFiles;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import java.util.Optional;

/** The input of a push, read again as the push has read it. */
public final class PushedInput {

    private PushedInput() {}

    /**
     * The records of a run that has pinned its input, at the versions it has pinned.
     *
     * @throws RunException {@code RUN_INPUT_DIFFERS} when its mapping has been replaced since
     */
    public static CreditSource of(RunRecord run, ObjectStore store) {
        var state = PushState.of(run);
        return new CreditFiles(
                store,
                run.input().stream().map(RunInput::toStoredObject).toList(),
                Optional.ofNullable(state.pins.creditMapping()).map(at -> mappings(at, state, run, store)),
                state.pins.plausibilityOn(state.businessDate));
    }

    private static CreditMappings mappings(String location, PushState state, RunRecord run, ObjectStore store) {
        var read = CreditMappings.read(Location.parse(location), store);
        if (!read.sources().stream().map(RunInput::of).toList().equals(state.mapping)) {
            throw new RunException(RunProblems.inputDiffers(run, "its mapping has been replaced since the run began"));
        }
        return read;
    }
}
