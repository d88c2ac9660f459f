package dev.imconnector.simulation;

import dev.imconnector.settings.ClientRole;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;

/** Which use case a history is about. */
enum Kind {
    PUSH(Names.PUSH, ClientRole.WRITER, EnumSet.noneOf(Trouble.class), 300, PushErrand::new),
    /** A push that only looks, and then the same one in earnest. */
    DRY(Names.PUSH, ClientRole.WRITER, EnumSet.of(Trouble.API_BESIDE), 60, DryErrand::new),
    PULL(Names.PULL, ClientRole.READER, ofWritesOrFiles(), 100, PullErrand::new),
    /** Credits in the body of a request. */
    INLINE("inline", ClientRole.WRITER, ofRuns(), 100, PushErrand::new),
    RECONCILE(Names.RECONCILE, ClientRole.READER, ofWritesOnly(), 100, ReconcileErrand::new),
    /** The same with a tenant in its own dialect. */
    TENANT(Names.PUSH, ClientRole.WRITER, ofItems(), 60, null),
    TENANT_PULL(Names.PULL, ClientRole.READER, ofWritesOrFiles(), 40, null),
    TENANT_INLINE("inline", ClientRole.WRITER, ofRunsOrItems(), 40, null),
    TENANT_RECONCILE(Names.RECONCILE, ClientRole.READER, ofWritesOnly(), 40, null);

    private static final class Names {
        static final String PUSH = "push-2026-03-01";
        static final String PULL = "pull-results-2026-03-01";
        static final String RECONCILE = "reconcile-2026-03-01";
    }

    final String runId;
    final ClientRole role;
    /** How many histories each build plays. */
    final int always;

    private final Set<Trouble> without;
    private final Function<World, Errand> errand;

    Kind(String runId, ClientRole role, Set<Trouble> without, int always, Function<World, Errand> errand) {
        this.runId = runId;
        this.role = role;
        this.without = without;
        this.always = always;
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

    /** What only a run can meet: a request has neither store nor workflow. */
    private static Set<Trouble> ofRuns() {
        return EnumSet.of(
                Trouble.STORE_FAILS,
                Trouble.STORE_UNANSWERED,
                Trouble.STORE_SLOW,
                Trouble.STORE_READ_BREAKS_OFF,
                Trouble.STORE_LIST_STALE,
                Trouble.STORE_PART_VANISHES,
                Trouble.STOPPED,
                Trouble.SHORT_OF_TIME,
                Trouble.COLD,
                Trouble.DEPLOYED,
                Trouble.TWO_AT_ONCE,
                Trouble.API_BESIDE);
    }

    /** What is peculiar to answers item by item, as the course has them. */
    private static Set<Trouble> ofItems() {
        return EnumSet.of(
                Trouble.IM_LEAVES_SOME_OUT,
                Trouble.IM_NO_ITEMS,
                Trouble.IM_NAMES_ONE_TWICE,
                Trouble.IM_UNKNOWN_STATUS,
                Trouble.IM_ITEMS_OF_OTHERS);
    }

    private static Set<Trouble> ofRunsOrItems() {
        var all = EnumSet.copyOf(ofRuns());
        all.addAll(ofItems());
        return all;
    }

    /** A pull opens no object, and lists but its own folder at its end. */
    private static Set<Trouble> ofWritesOrFiles() {
        var all = EnumSet.copyOf(ofWritesOnly());
        all.add(Trouble.STORE_READ_BREAKS_OFF);
        return all;
    }

    /** What makes the errand of each history; null for one that is made elsewhere. */
    Function<World, Errand> errands() {
        return errand;
    }

    /** Whether credits are sent. */
    boolean isPush() {
        return role == ClientRole.WRITER;
    }

    /** Whether a caller waits for the answer, and there is no run. */
    boolean isInline() {
        return this == INLINE || this == TENANT_INLINE;
    }

    /** Whether IM speaks the dialect of tenants. */
    boolean isOfATenant() {
        return ordinal() >= TENANT.ordinal();
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
