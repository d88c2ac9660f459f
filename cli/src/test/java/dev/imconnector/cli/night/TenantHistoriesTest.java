package dev.imconnector.cli.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.app.Platform;
import dev.imconnector.http.ApacheHttpExchange;
import dev.imconnector.http.HttpAnswer;
import dev.imconnector.http.HttpCall;
import dev.imconnector.http.HttpExchange;
import dev.imconnector.lambda.Handlers;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.run.Workers;
import dev.imconnector.sandbox.ImDialect;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.testkit.SettableClock;
import dev.imconnector.testkit.VirtualTime;
import dev.imconnector.time.Signal;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * A tenant that takes a second order and a second transaction of the same key, and few credits whose writes meet any sequence
 * of lost, late, cut and failed answers, and of processes that die around them: with the look before each batch, every credit is
 * there once.
 */
class TenantHistoriesTest {

    private static final int MOST_CALLS = 100;
    private static final Duration A_WHILE = Duration.ofSeconds(10);

    /** What becomes of a write. */
    enum Fate {
        ANSWERED(""),
        LOST_BEFORE("drop-before"),
        LOST_AFTER("drop-after"),
        LATE("drop-late"),
        CUT("cut-body"),
        FAILED("status 500"),
        FAILED_AFTER("status-after 500");

        private final String action;

        Fate(String action) {
            this.action = action;
        }

        String fault() {
            return action.isEmpty() ? "" : "next 1 " + action + " on write";
        }
    }

    /** When the process dies that sends a write. */
    enum Death {
        NEVER,
        BEFORE_IT,
        BEFORE_ITS_ANSWER,
        AT_THE_NEXT_WAIT
    }

    record Write(Fate fate, Death death) {}

    @Provide
    Arbitrary<Write> writes() {
        var deaths = Arbitraries.frequency(
                Tuple.of(6, Death.NEVER),
                Tuple.of(1, Death.BEFORE_IT),
                Tuple.of(1, Death.BEFORE_ITS_ANSWER),
                Tuple.of(1, Death.AT_THE_NEXT_WAIT));
        return Combinators.combine(Arbitraries.of(Fate.class), deaths).as(Write::new);
    }

    @Property(tries = 40)
    void each_credit_is_there_once_whatever_becomes_of_the_writes(
            @ForAll @IntRange(min = 1, max = 8) int credits,
            @ForAll @IntRange(min = 1, max = 4) int batchSize,
            @ForAll @Size(max = 10) List<@From("writes") Write> writes)
            throws Exception {
        var home = Files.createTempDirectory("tenant-histories");
        try (var history = new History(home, Export.of(credits, 0), batchSize, writes)) {
            var run = history.play();

            history.imHoldsEachOnce();
            assertThat(run.created() + run.alreadyPresent()).isEqualTo(credits);
        } finally {
            delete(home);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** One night in virtual time, on one thread for each process. */
    private static final class History implements AutoCloseable {

        private final SettableClock clock = new SettableClock();
        private final ImSandbox im;
        private final Export export;
        private final Night night;
        private final Queue<Write> writes;

        History(Path home, Export export, int batchSize, List<Write> writes) {
            this.im = ImSandbox.start(
                    SandboxOptions.defaults().withDialect(ImDialect.TENANT).with(RateSwitches.RATE_LIMIT, 0), clock);
            im.set("order-key", "doubled");
            im.set("transaction-key", "doubled");
            im.set("late-seconds", "20");
            this.export = export;
            this.writes = new ArrayDeque<>(writes);
            this.night = new Night(home, im, export)
                    .with("IM_DIALECT", "tenant")
                    .with("IM_EVENT_TYPE", "Order")
                    .with("IM_CALENDAR", "Main Monthly Calendar")
                    .with("IM_READ_BEFORE_WRITE", "always")
                    .with("IM_SETTLE_SECONDS", "30")
                    .with("IM_REJECT_THRESHOLD_PERCENT", "100")
                    .with("IM_BATCH_SIZE", Integer.toString(batchSize));
        }

        /** Calls as the workflow does, each time in another process. */
        RunRecord play() throws Exception {
            var event = TenantNight.EVENT;
            for (int calls = 1; calls <= MOST_CALLS; calls++) {
                var run = new Process().run(event);
                if (run.map(RunRecord::status)
                        .filter(RunStatus.COMPLETED::equals)
                        .isPresent()) {
                    return run.get();
                }
                if (run.map(RunRecord::status).filter(RunStatus.RUNNING::equals).isPresent()) {
                    clock.advance(A_WHILE); // a dead one holds it
                }
                event = run.map(RunRecord::status)
                                .filter(RunStatus.FAILED::equals)
                                .isPresent()
                        ? "{\"runId\":\"night\",\"retry\":true}"
                        : TenantNight.EVENT;
            }
            throw new AssertionError("The night does not end");
        }

        void imHoldsEachOnce() {
            var held = new HashMap<String, BigDecimal>();
            im.forEachCredit(credit -> assertThat(
                            held.put(credit.sourceRef(), new BigDecimal(credit.amount()).setScale(2)))
                    .as("twice in IM: %s", credit.sourceRef())
                    .isNull());
            var wanted = new HashMap<String, BigDecimal>();
            export.good().forEach((ref, good) -> wanted.put(ref, good.amount().setScale(2)));
            assertThat((Map<String, BigDecimal>) held).isEqualTo(wanted);
        }

        @Override
        public void close() {
            im.close();
        }

        /** It dies by never going on: what it holds it keeps, and what it would do at its end it never does. */
        private final class Process implements HttpExchange {

            private final CompletableFuture<Optional<RunRecord>> outcome = new CompletableFuture<>();
            private final HttpExchange wire =
                    new ApacheHttpExchange(Duration.ofSeconds(30), Duration.ofSeconds(30), clock);
            private final VirtualTime time = new VirtualTime(clock);
            private boolean dying;

            Optional<RunRecord> run(String event) throws Exception {
                var thread = new Thread(() -> work(event), "a process of the night");
                thread.setDaemon(true);
                thread.start();
                return outcome.get(60, TimeUnit.SECONDS);
            }

            private void work(String event) {
                try {
                    var platform = new Platform(
                            clock,
                            this::sleep,
                            SecureRandom::new,
                            (connect, request) -> this,
                            count -> Workers.caller(),
                            Signal::latch);
                    outcome.complete(Optional.of(time.toTheEnd(Handlers.push(night.environment(), platform), event)));
                } catch (RuntimeException | Error e) {
                    outcome.completeExceptionally(e);
                }
            }

            private void sleep(Duration duration) throws InterruptedException {
                if (dying) {
                    die();
                }
                time.sleeper.sleep(duration);
            }

            @Override
            public HttpAnswer send(HttpCall call) throws IOException, InterruptedException {
                var write =
                        call.method().equals("POST") && call.uri().getPath().contains("/v2/") ? writes.poll() : null;
                if (write == null) {
                    return wire.send(call);
                }
                if (write.death() == Death.BEFORE_IT) {
                    die();
                }
                im.set("fault", write.fate().fault());
                try {
                    return wire.send(call);
                } finally {
                    im.set("fault", "");
                    if (write.death() == Death.BEFORE_ITS_ANSWER) {
                        die();
                    }
                    dying |= write.death() == Death.AT_THE_NEXT_WAIT;
                }
            }

            private void die() throws InterruptedException {
                outcome.complete(Optional.empty());
                new CountDownLatch(1).await();
            }
        }
    }
}
