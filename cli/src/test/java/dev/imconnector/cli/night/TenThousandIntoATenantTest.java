package dev.imconnector.cli.night;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.app.Platform;
import dev.imconnector.http.ApacheHttpExchange;
import dev.imconnector.http.HttpExchange;
import dev.imconnector.lambda.Handlers;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.sandbox.ImDialect;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.switches.TenantWriteSwitches;
import dev.imconnector.testkit.SettableClock;
import dev.imconnector.testkit.VirtualTime;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Ten thousand credits into a tenant over real sockets, in time that nobody waits for: how many requests that takes, and that
 * each of them is there once and to the cent when answers are lost before and after they were carried out, requests are
 * carried out late, answers are cut off, shuffled or come with status 500, and the process dies in the middle.
 */
@Timeout(120)
class TenThousandIntoATenantTest {

    private static final int CREDITS = 10_000;
    private static final int BATCHES = 100;
    private static final String EVENT = "{\"runId\":\"night\"}";

    private static final String CHAOS = "every 7 drop-after on write:salesTransactions; every 11 drop-before on write;"
            + " every 13 cut-body on write; every 17 drop-late on write; every 19 status 500 on write;"
            + " every 23 status-after 500 on write; every 29 html on all; every 31 drop-after on write:salesOrders;"
            + " every 37 status 429 on all; every 41 unauthorized on all";

    @TempDir
    private Path home;

    private final SettableClock clock = new SettableClock();
    private final Export export = Export.of(CREDITS, 0);
    private ImSandbox im;
    private Night night;

    @BeforeEach
    void start() {
        im = ImSandbox.start(
                SandboxOptions.defaults().withDialect(ImDialect.TENANT).with(RateSwitches.RATE_LIMIT, 0), clock);
        im.set("late-seconds", "20");
        night = new Night(home, im, export)
                .with("IM_DIALECT", "tenant")
                .with("IM_EVENT_TYPE", "Order")
                .with("IM_CALENDAR", "Main Monthly Calendar")
                .with("IM_CONTENT_HASH_ATTRIBUTE", "genericAttribute16")
                .with("IM_SETTLE_SECONDS", "30");
    }

    @AfterEach
    void close() {
        im.close();
    }

    private HttpExchange network(Duration connect) {
        return new ApacheHttpExchange(connect, Duration.ofSeconds(30), clock);
    }

    private Platform platform(HttpExchange network) {
        return new VirtualTime(clock).over((connect, request) -> network).platform();
    }

    @ParameterizedTest
    @CsvSource({"never, 0", "always, 200"})
    void a_night_takes_two_writes_a_batch_and_the_looks_of_the_setting(String looks, int reads) {
        night.with("IM_READ_BEFORE_WRITE", looks);

        var run = toTheEnd(network(Duration.ofSeconds(5)));

        assertThat(run.created()).isEqualTo(CREDITS);
        imHoldsAllOnce();
        var requests = im.report().requests();
        assertThat(requests.of("POST /salesOrders")).isEqualTo(BATCHES);
        assertThat(requests.of("POST /salesTransactions")).isEqualTo(BATCHES);
        assertThat(requests.of("GET /salesOrders")).isEqualTo(reads);
        assertThat(requests.of("GET /salesTransactions")).isZero();
        assertThat(requests.total())
                .as("beside those a token and what is learned: event type, calendar, units, periods")
                .isEqualTo(2 * BATCHES + reads + 5);
        var receipt = receipts(run).values().iterator().next();
        assertThat(receipt.path("imId").asText()).matches("[0-9]{16,17}");
    }

    @ParameterizedTest
    @CsvSource({"enforced, never", "enforced, always", "doubled, always"})
    void each_credit_is_there_once_whatever_gets_lost_and_whoever_dies(String keys, String looks) throws Exception {
        night.with("IM_READ_BEFORE_WRITE", looks);
        im.set("order-key", keys);
        im.set("transaction-key", keys);
        im.set("fault", CHAOS);

        dyingAfter(70);
        clock.advance(Duration.ofMinutes(2)); // its lease
        dyingAfter(150);
        clock.advance(Duration.ofMinutes(2));
        var run = toTheEnd(shufflingNowAndThen(network(Duration.ofSeconds(5))));

        assertThat(run.status()).as("%s", run.error()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.created() + run.alreadyPresent())
                .as("%s rejected: %s", run.rejected(), rejected(run))
                .isEqualTo(CREDITS);
        imHoldsAllOnce();
        assertThat(im.report().credits().sameSourceRefUnderWay()).isZero();
        var receipts = receipts(run);
        assertThat(receipts.keySet()).isEqualTo(export.good().keySet());
        assertThat(receipts.values())
                .allMatch(receipt -> !receipt.path("imId").asText().isEmpty());
    }

    /** Calls as the workflow does. Now and then a request is left without an outcome by chance: those are sent again. */
    private RunRecord toTheEnd(HttpExchange network) {
        var handler = Handlers.push(night.environment(), platform(network));
        var time = new VirtualTime(clock).over((connect, request) -> network);
        var run = time.toTheEnd(handler, EVENT);
        for (int retries = 0; run.status() == RunStatus.FAILED && run.failed() > 0 && retries < 5; retries++) {
            run = time.toTheEnd(handler, "{\"runId\":\"night\",\"retry\":true}");
        }
        return run;
    }

    /** Another process begins, or goes on, and dies: what it has sent arrives, and no answer reaches it. */
    private void dyingAfter(int requests) throws InterruptedException {
        var sent = new AtomicInteger();
        var dead = new CountDownLatch(1);
        var wire = network(Duration.ofSeconds(5));
        HttpExchange mortal = call -> {
            if (sent.incrementAndGet() <= requests) {
                return wire.send(call);
            }
            if (sent.get() <= requests + 2) {
                wire.send(call);
            }
            dead.countDown();
            Thread.sleep(Duration.ofHours(1).toMillis());
            throw new AssertionError("A dead process goes on");
        };
        var process = new Thread(
                () -> {
                    // On one thread, for another one would keep the lease.
                    var time = new VirtualTime(clock)
                            .over((connect, request) -> mortal)
                            .onOneThread();
                    time.toTheEnd(Handlers.push(night.environment(), time.platform()), EVENT);
                },
                "dies");
        process.setDaemon(true);
        process.start();
        assertThat(dead.await(30, TimeUnit.SECONDS)).as("it has died").isTrue();
    }

    private HttpExchange shufflingNowAndThen(HttpExchange wire) {
        var sent = new AtomicInteger();
        return call -> {
            var number = sent.incrementAndGet();
            if (number % 50 == 0) {
                im.set(TenantWriteSwitches.ELEMENT_ANSWER, TenantWriteSwitches.ElementAnswer.SHUFFLED);
            } else if (number % 50 == 5) {
                im.set(TenantWriteSwitches.ELEMENT_ANSWER, TenantWriteSwitches.ElementAnswer.RIGHT);
            }
            return wire.send(call);
        };
    }

    private void imHoldsAllOnce() {
        var held = new HashSet<String>();
        im.forEachCredit(credit -> assertThat(held.add(credit.sourceRef() + " "
                        + new BigDecimal(credit.amount()).setScale(2) + " " + credit.currencyCode()))
                .as("twice in IM: %s", credit.sourceRef())
                .isTrue());
        var wanted = new HashSet<String>();
        export.good()
                .forEach((ref, good) -> wanted.add(ref + " " + good.amount().setScale(2) + " " + good.currencyCode()));
        assertThat(held).isEqualTo(wanted);
    }

    /** By sourceRef; there is one of each. */
    private static String rejected(RunRecord run) throws IOException {
        return run.rejects().isEmpty()
                ? "nothing"
                : Files.readString(Audit.pathOf(run.rejects().get()))
                        .lines()
                        .limit(3)
                        .toList()
                        .toString();
    }

    private Map<String, JsonNode> receipts(RunRecord run) {
        var receipts = new HashMap<String, JsonNode>();
        night.audit(run)
                .receipts()
                .forEach(receipt -> assertThat(
                                receipts.put(receipt.path("sourceRef").asText(), receipt))
                        .isNull());
        return new TreeMap<>(receipts);
    }
}
