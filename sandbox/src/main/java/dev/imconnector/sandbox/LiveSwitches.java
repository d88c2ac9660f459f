package dev.imconnector.sandbox;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** The switches as they are now. Safe for use by several threads. */
final class LiveSwitches {

    private final AtomicReference<SandboxSwitches> current;

    LiveSwitches(SandboxSwitches first) {
        current = new AtomicReference<>(first);
    }

    SandboxSwitches now() {
        return current.get();
    }

    <T> T get(Switch<T> which) {
        return current.get().get(which);
    }

    void change(UnaryOperator<SandboxSwitches> change) {
        current.updateAndGet(change);
    }
}
