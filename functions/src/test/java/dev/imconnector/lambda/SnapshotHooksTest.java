package dev.imconnector.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedServer;
import dev.imconnector.testkit.TokenStack;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.crac.Core;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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
