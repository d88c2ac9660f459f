package dev.imconnector.sandbox.testkit;

import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.switches.Switch;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A sandbox for one test, with a clock that stands still and no rate limit unless the test wants one. */
public final class RunningSandbox implements AfterEachCallback {

    public final StandingClock clock = new StandingClock();
    public final ImSandbox sandbox;
    public final SandboxCaller im;

    public RunningSandbox() {
        this(SandboxOptions.defaults().with(RateSwitches.RATE_LIMIT, 0));
    }

    public RunningSandbox(SandboxOptions options) {
        sandbox = ImSandbox.start(options, clock);
        im = new SandboxCaller(sandbox);
    }

    public <T> RunningSandbox with(Switch<T> which, T value) {
        sandbox.set(which, value);
        return this;
    }

    public void set(String name, String value) {
        sandbox.set(name, value);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        sandbox.close();
    }
}
