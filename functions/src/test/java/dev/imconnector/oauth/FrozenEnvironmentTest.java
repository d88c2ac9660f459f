package dev.imconnector.oauth;

import static dev.imconnector.testkit.TokenStack.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.testkit.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Row 3: a freeze changes nothing")
class FrozenEnvironmentTest extends TokenCoreFixture {

    @Test
    void no_thread_is_started() throws Exception {
        stack.http = ScriptedExchange.tokens(stack.clock, 1800);
        var cache = stack.cache();
        var before = Thread.getAllStackTraces().keySet();

        cache.current(stack.soon());
        stack.clock.advance(HALF_HOUR);
        cache.current(stack.soon());

        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !thread.getName().startsWith("scripted-"))
                .isSubsetOf(before);
    }

    @Test
    void after_two_hours_of_freeze_there_is_exactly_one_fetch() throws Exception {
        server.next(PATH, Reply.token("one", 1800), Reply.token("two", 1800));
        var cache = stack.cache();
        cache.current(stack.soon());

        stack.clock.advance(Duration.ofHours(2));

        assertThat(cache.current(stack.soon()).authorization()).isEqualTo("Bearer two");
        assertThat(cache.current(stack.soon()).authorization()).isEqualTo("Bearer two");
        assertThat(posts()).isEqualTo(2);
    }

    @Test
    void nothing_in_the_core_can_start_a_thread_or_a_timer_or_reads_a_clock_past_its_constructor() throws Exception {
        var folder = Path.of(TokenCache.class.getResource("TokenCache.class").toURI())
                .getParent();
        try (var files = Files.list(folder)) {
            var core = files.filter(file -> file.toString().endsWith(".class")).toList();
            assertThat(core).hasSizeGreaterThan(30);
            for (var file : core) {
                var constants = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(constants)
                        .as(file.getFileName().toString())
                        .doesNotContain("java/util/Timer", "/Executors", "/ExecutorService", "/ThreadPoolExecutor")
                        .doesNotContain("/Scheduled", "/ForkJoin", "supplyAsync", "runAsync", "delayedExecutor")
                        .doesNotContain("nanoTime", "currentTimeMillis", "systemUTC");
                if (!file.getFileName().toString().startsWith("Sleeper")) {
                    assertThat(constants).as(file.getFileName().toString()).doesNotContain("java/lang/Thread");
                }
            }
        }
    }
}
