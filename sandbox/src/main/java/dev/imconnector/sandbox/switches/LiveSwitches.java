package dev.imconnector.sandbox.switches;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** The switches as they are now. Safe for use by several threads. */
public final class LiveSwitches {

    private final AtomicReference<SandboxSwitches> current;

    public LiveSwitches(SandboxSwitches first) {
        current = new AtomicReference<>(first);
    }

    public SandboxSwitches now() {
        return current.get();
    }

    public <T> T get(Switch<T> which) {
        return current.get().get(which);
    }

    public void change(UnaryOperator<SandboxSwitches> change) {
        current.updateAndGet(change);
    }
}
