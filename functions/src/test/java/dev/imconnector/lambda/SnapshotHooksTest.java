package dev.imconnector.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import dev.imconnector.app.Connector;
import dev.imconnector.app.SnapshotHooks;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.oauth.FetchReason;
import dev.imconnector.oauth.TokenEvents;
import dev.imconnector.run.RunRecord;
import dev.imconnector.settings.ClientRole;
import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedServer;
import dev.imconnector.testkit.TokenStack;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crac.Core;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A snapshot of the environment holds nothing secret")
class SnapshotHooksTest {

    @Test
    void both_hooks_drop_the_token_and_the_next_read_fetches() throws Exception {
        try (var server = new ScriptedServer()) {
            server.always(TokenStack.PATH, Reply.token("one", 1800));
            var stack = new TokenStack(server);
            var cache = stack.cache();
            var hooks = SnapshotHooks.register(List.of(cache::clear));
            cache.current(stack.soon());

            hooks.beforeCheckpoint(Core.getGlobalContext());
            assertThat(cache.freshOrNull()).isNull();
            cache.current(stack.soon());
            hooks.afterRestore(Core.getGlobalContext());
            assertThat(cache.freshOrNull()).isNull();
            cache.current(stack.soon());

            assertThat(server.count(TokenStack.PATH)).isEqualTo(3);
        }
    }

    @Test
    void the_token_after_a_snapshot_is_told_from_the_first_one_of_an_environment(@TempDir Path folder) {
        try (var scenario = new ApiScenario(folder, ClientRole.READER, Map.of())) {
            scenario.im.always(ApiScenario.API + "/participants", Reply.json(200, "{\"value\":[]}"));
            var metrics = new FetchReasons();
            var connector = scenario.measuredBy(metrics);
            var handler = new ReadApiHandler(connector, metrics);
            scenario.request("GET", "/participants").send(handler);
            connector.forget();
            scenario.request("GET", "/participants").send(handler);

            assertThat(metrics.reasons).containsExactly(FetchReason.COLD, FetchReason.RESTORED);
        }
    }

    private static final class FetchReasons implements RunMetrics, TokenEvents {

        private final List<FetchReason> reasons = new ArrayList<>();

        @Override
        public TokenEvents tokenEvents(ClientRole client) {
            return this;
        }

        @Override
        public void tokenFetched(FetchReason reason, Duration took) {
            reasons.add(reason);
        }

        @Override
        public void coldStart(Context context) {}

        @Override
        public void ended(RunRecord run, Instant startedAt) {}
    }

    @Test
    void a_connector_that_forgets_fetches_a_token_anew(@TempDir Path folder) {
        try (var scenario = new ApiScenario(folder, ClientRole.READER, Map.of())) {
            scenario.im.always(ApiScenario.API + "/participants", Reply.json(200, "{\"value\":[]}"));
            var handler = new ReadApiHandler(scenario.connector, RunMetrics.NONE);
            scenario.request("GET", "/participants").send(handler);
            scenario.request("GET", "/participants").send(handler);
            assertThat(scenario.im.count(ApiScenario.TOKEN)).isEqualTo(1);

            scenario.connector.forget();
            scenario.request("GET", "/participants").send(handler);

            assertThat(scenario.im.count(ApiScenario.TOKEN)).isEqualTo(2);
        }
    }

    @Test
    void the_connector_of_a_warm_environment_is_among_those_that_forget() throws Exception {
        var environment = Map.of("IM_SCOPE", "of this test alone");
        var connector = Connector.warm(environment, ClientRole.READER, RunMetrics.NONE);
        var before = SnapshotHooks.registered();

        assertThat(Connector.warm(environment, ClientRole.READER, RunMetrics.NONE))
                .isSameAs(connector);
        assertThat(SnapshotHooks.registered()).isEqualTo(before);
        Connector.warm(Map.of("IM_SCOPE", "another"), ClientRole.READER, RunMetrics.NONE);
        assertThat(SnapshotHooks.registered()).isEqualTo(before + 1);
    }

    @Test
    void all_are_run_in_order_and_the_first_failure_is_told_with_the_others() {
        var ran = new ArrayList<String>();
        var hooks = SnapshotHooks.register(List.of(
                () -> ran.add("one"),
                () -> {
                    throw new IllegalStateException("two");
                },
                () -> {
                    throw new IllegalStateException("three");
                },
                () -> ran.add("four")));

        assertThatThrownBy(() -> hooks.beforeCheckpoint(Core.getGlobalContext()))
                .hasMessage("two")
                .satisfies(failure -> assertThat(failure.getSuppressed()[0]).hasMessage("three"));
        assertThat(ran).containsExactly("one", "four");
    }

    @Test
    void a_hook_that_nobody_else_holds_is_kept_alive() {
        var hook = new WeakReference<>(SnapshotHooks.register(List.of(() -> {})));

        System.gc();

        assertThat(hook.get()).isNotNull();
    }
}
