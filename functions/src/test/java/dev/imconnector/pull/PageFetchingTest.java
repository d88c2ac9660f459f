package dev.imconnector.pull;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.http.HttpAnswer;
import dev.imconnector.http.HttpCall;
import dev.imconnector.im.CallTimes;
import dev.imconnector.im.Entity;
import dev.imconnector.im.dialect.PageQuery;
import dev.imconnector.im.read.ImReader;
import dev.imconnector.run.RunId;
import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.run.Workers;
import dev.imconnector.store.Location;
import dev.imconnector.testkit.ImStack;
import dev.imconnector.testkit.MemoryStore;
import dev.imconnector.testkit.SettableClock;
import dev.imconnector.time.Deadline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pages fetched by a thread of its own, ahead of the one that reads them. */
@Timeout(30)
class PageFetchingTest {

    private static final String FIRST = "/results?$orderby=participantId,periodId";

    /** Ends as a page with a link does, but is only the beginning of one. */
    private static final String CUT_OFF = "{\"value\":[{\"a\":1,\"@odata.nextLink\":\"results?guess=1\"}";

    private final SettableClock clock = new SettableClock();
    private final Workers workers = Workers.threads(1);
    private final Map<String, Answer> pages = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** How IM answers. */
    @FunctionalInterface
    private interface Answer {
        String body() throws InterruptedException;
    }

    @AfterEach
    void close() {
        workers.close();
    }

    private PageFetching fetching() {
        var stack = new ImStack(this::answer, clock, 0);
        var reader = new ImReader(stack.connection.transport(stack.sleeper, () -> {}), ImStack.DIALECT.reads());
        var run = RunRecord.begin(new RunId("run"), RunKind.RESULTS_PULL, null, "test", clock.instant());
        var lease = new RunRecords(new MemoryStore(), Location.parse("file:///runs/"), clock)
                .begin(run, "owner", Duration.ofHours(1));
        return new PageFetching(
                reader,
                CallTimes.until(Deadline.after(Duration.ofMinutes(10), clock)),
                workers,
                lease,
                new FollowedLinks(),
                reader.first(PageQuery.of(Entity.RESULTS)));
    }

    private HttpAnswer answer(HttpCall call) throws InterruptedException {
        var path = call.uri().getPath().replace("/successfactors/im", "") + "?"
                + call.uri().getQuery();
        var isToken = path.startsWith("/oauth/token");
        if (!isToken) {
            asked.add(path);
        }
        var body = isToken
                ? "{\"access_token\":\"secret-token\",\"token_type\":\"Bearer\",\"expires_in\":1800}"
                : pages.get(path).body();
        return new HttpAnswer(
                200,
                Map.of("Content-Type", List.of("application/json")),
                body.getBytes(StandardCharsets.UTF_8),
                clock.instant());
    }

    private static String page(int row, String next) {
        return "{\"value\":[{\"a\":" + row + "}]"
                + (next == null ? "}" : ",\"@odata.nextLink\":\"" + next.substring(1) + "\"}");
    }

    private static List<String> readAll(PageFetching fetching) throws InterruptedException {
        var rows = new ArrayList<String>();
        for (var each = fetching.next(0); each.isPresent(); each = fetching.next(0)) {
            var page = each.get().page();
            for (int i = 0; i < page.size(); i++) {
                rows.add(new String(page.body(), page.from(i), page.to(i) - page.from(i), StandardCharsets.UTF_8));
            }
        }
        return rows;
    }

    @Test
    void pages_come_in_their_order_and_each_is_asked_for_once() throws InterruptedException {
        pages.put(FIRST, () -> page(0, "/results?p=1"));
        for (int i = 1; i < 200; i++) {
            var row = i;
            pages.put("/results?p=" + i, () -> page(row, row == 199 ? null : "/results?p=" + (row + 1)));
        }

        var rows = readAll(fetching());

        assertThat(rows).hasSize(200).startsWith("{\"a\":0}", "{\"a\":1}").endsWith("{\"a\":199}");
        assertThat(asked).hasSize(200).doesNotHaveDuplicates();
    }

    /** Somebody else wants the lock all the time, so that each step of the worker may be the last for a while. */
    @Test
    void whoever_takes_the_last_page_never_waits_for_another() throws InterruptedException {
        pages.put(FIRST, () -> page(0, "/results?p=1"));
        pages.put("/results?p=1", () -> page(1, null));
        for (int round = 0; round < 2_000; round++) {
            var fetching = fetching();
            var isRead = new AtomicBoolean();
            var busy = new Thread(() -> {
                while (!isRead.get()) {
                    synchronized (fetching) {
                        Thread.onSpinWait();
                    }
                }
            });
            busy.setDaemon(true);
            busy.start();
            try {
                assertThat(readAll(fetching)).containsExactly("{\"a\":0}", "{\"a\":1}");
            } finally {
                isRead.set(true);
                busy.join();
            }
        }
    }

    @Test
    void what_has_arrived_on_a_wrong_guess_is_dropped() throws InterruptedException {
        var guessed = new CountDownLatch(2);
        var asksAgain = new AtomicBoolean();
        pages.put(FIRST, () -> {
            if (!asksAgain.getAndSet(true)) {
                return CUT_OFF;
            }
            guessed.await();
            return page(1, "/results?p=2");
        });
        pages.put("/results?guess=1", () -> {
            guessed.countDown();
            return page(66, "/results?guess=2");
        });
        pages.put("/results?guess=2", () -> {
            guessed.countDown();
            return page(67, null);
        });
        pages.put("/results?p=2", () -> page(2, null));

        assertThat(readAll(fetching())).containsExactly("{\"a\":1}", "{\"a\":2}");
    }

    @Test
    void what_is_under_way_on_a_wrong_guess_is_given_up() throws InterruptedException {
        var guessIsAsked = new CountDownLatch(1);
        var givenUp = new CountDownLatch(1);
        var asksAgain = new AtomicBoolean();
        pages.put(FIRST, () -> {
            if (!asksAgain.getAndSet(true)) {
                return CUT_OFF;
            }
            guessIsAsked.await();
            return page(1, "/results?p=2");
        });
        pages.put("/results?guess=1", () -> {
            guessIsAsked.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                givenUp.countDown();
                throw e;
            }
            throw new AssertionError("Nobody answers");
        });
        pages.put("/results?p=2", () -> page(2, null));

        assertThat(readAll(fetching())).containsExactly("{\"a\":1}", "{\"a\":2}");
        givenUp.await();
    }

    @Test
    void a_guess_that_is_right_after_all_is_asked_for_once() throws InterruptedException {
        var asksAgain = new AtomicBoolean();
        pages.put(FIRST, () -> asksAgain.getAndSet(true) ? page(1, "/results?guess=1") : CUT_OFF);
        pages.put("/results?guess=1", () -> page(2, null));

        assertThat(readAll(fetching())).containsExactly("{\"a\":1}", "{\"a\":2}");
        assertThat(asked.stream().filter("/results?guess=1"::equals)).hasSize(1);
    }
}
