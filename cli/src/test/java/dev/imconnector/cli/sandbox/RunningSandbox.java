package dev.imconnector.cli.sandbox;

import dev.imconnector.testkit.SettableClock;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A sandbox for one test, with a clock that stands still and no rate limit unless the test wants one. */
final class RunningSandbox implements AfterEachCallback {

    final SettableClock clock = new SettableClock();
    final ImSandbox sandbox;
    final SandboxCaller im;

    RunningSandbox() {
        this(SandboxOptions.defaults().with(Switch.RATE_LIMIT, 0));
    }

    RunningSandbox(SandboxOptions options) {
        sandbox = ImSandbox.start(options, clock);
        im = new SandboxCaller(sandbox);
    }

    <T> RunningSandbox with(Switch<T> which, T value) {
        sandbox.set(which, value);
        return this;
    }

    void set(String name, String value) {
        sandbox.set(name, value);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        sandbox.close();
    }
}
