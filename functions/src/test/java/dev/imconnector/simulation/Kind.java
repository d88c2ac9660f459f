package dev.imconnector.simulation;

import dev.imconnector.settings.ClientRole;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;

/** Which use case a history is about. */
enum Kind {
    PUSH("push-2026-03-01", ClientRole.WRITER, EnumSet.noneOf(Trouble.class), PushErrand::new),
    PULL("pull-results-2026-03-01", ClientRole.READER, ofWritesOrFiles(), PullErrand::new),
    RECONCILE("reconcile-2026-03-01", ClientRole.READER, ofWritesOnly(), ReconcileErrand::new);

    final String runId;
    final ClientRole role;
    private final Set<Trouble> without;
    private final Function<World, Errand> errand;

    Kind(String runId, ClientRole role, Set<Trouble> without, Function<World, Errand> errand) {
        this.runId = runId;
        this.role = role;
        this.without = without;
        this.errand = errand;
    }

    /** What of an answer to a write means nothing in a page, or would make of it a shorter list that nobody could tell. */
    private static Set<Trouble> ofWritesOnly() {
        return EnumSet.of(
                Trouble.IM_409,
                Trouble.IM_STALL_DONE,
                Trouble.IM_STALL_DONE_LATE,
                Trouble.IM_LEAVES_SOME_OUT,
                Trouble.IM_NO_ITEMS,
                Trouble.IM_UNKNOWN_STATUS,
                Trouble.IM_ITEMS_OF_OTHERS,
                Trouble.API_BESIDE);
    }

    /** A pull opens no object, and lists but its own folder at its end. */
    private static Set<Trouble> ofWritesOrFiles() {
        var all = EnumSet.copyOf(ofWritesOnly());
        all.add(Trouble.STORE_READ_BREAKS_OFF);
        return all;
    }

    Errand errand(World world) {
        return errand.apply(world);
    }

    Set<Trouble> troubles() {
        var all = EnumSet.allOf(Trouble.class);
        all.removeAll(without);
        return all;
    }

    String folder() {
        return "file:///runs/" + runId + "/";
    }

    String record() {
        return folder() + "run.json";
    }

    String stop() {
        return folder() + "stop.json";
    }
}
