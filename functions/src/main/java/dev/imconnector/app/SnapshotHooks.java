package dev.imconnector.app;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Drops what a snapshot of the environment must not hold (SnapStart, by the CRaC API): tokens, the failure gate, the
 * state of chance. Runs before the snapshot is taken, and again after it was restored, for what came in between.
 * Thread-safe.
 */
public final class SnapshotHooks implements Resource {

    /** The CRaC context holds its resources weakly: without this the hook would be collected and never run. */
    private static final Set<SnapshotHooks> REGISTERED = ConcurrentHashMap.newKeySet();

    private final List<Runnable> drops;

    private SnapshotHooks(List<Runnable> drops) {
        this.drops = List.copyOf(drops);
    }

    /**
     * Has these run around every snapshot, in this order; each of them, even when one before it fails.
     *
     * @param drops such as {@code cache::clear}
     */
    public static SnapshotHooks register(List<Runnable> drops) {
        var hooks = new SnapshotHooks(drops);
        REGISTERED.add(hooks);
        Core.getGlobalContext().register(hooks);
        return hooks;
    }

    /** How many sets of hooks there are. */
    public static int registered() {
        return REGISTERED.size();
    }

    /** @throws RuntimeException what the first of them threw; then no snapshot is taken */
    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        dropAll();
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        dropAll();
    }

    private void dropAll() {
        RuntimeException first = null;
        for (var drop : drops) {
            try {
                drop.run();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
