package dev.imconnector.im;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imconnector.http.ApacheHttpExchange;
import dev.imconnector.http.HttpAnswer;
import dev.imconnector.testkit.ImStack;
import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedServer;
import dev.imconnector.testkit.SettableClock;
import dev.imconnector.time.Deadline;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One request to the API, over a real socket, whatever it is answered. */
class ImTransportTest {

    private static final String CREDITS = "/successfactors/im/credits/batch";
    private static final Set<Integer> RETRIED = Set.of(408, 500, 502, 503, 504);

    private final SettableClock clock = new SettableClock();
    private final AtomicInteger sent = new AtomicInteger();
    private ScriptedServer server;
    private ImStack stack;

    @BeforeEach
    void start() {
        server = new ScriptedServer();
        server.always(
                "/oauth/token",
                Reply.json(200, "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":1800}"));
        var network = new ApacheHttpExchange(Duration.ofSeconds(30), Duration.ofSeconds(30), clock);
        stack = new ImStack(
                network, clock, 0, URI.create(server.uri("").toString().replaceAll("/$", "")));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpAnswer call() throws InterruptedException {
        return call(Duration.ofMinutes(10));
    }

    private HttpAnswer call(Duration time) throws InterruptedException {
        var transport = stack.connection.transport(stack.sleeper, sent::incrementAndGet);
        return transport.call(
                ImRequest.post("/credits/batch", "{}".getBytes()), CallTimes.until(Deadline.after(time, clock)));
    }

    private static Reply json(int status) {
        return Reply.json(status, "{\"error\":\"x\"}");
    }

    @Test
    void every_status_from_400_to_599_is_retried_denied_or_handed_back_as_it_should() throws InterruptedException {
        for (int status = 400; status <= 599; status++) {
            server.forget();
            server.always(CREDITS, json(status));
            stack.sleeper.forget();
            var failure = catchThrowable(this::call);
            var requests = server.count(CREDITS);
            if (status == 401) {
                assertThat(failure).isInstanceOf(ImDeniedException.class);
                assertThat(requests).as("requests after %d", status).isEqualTo(2);
            } else if (status == 403) {
                assertThat(failure).isInstanceOf(ImDeniedException.class);
                assertThat(requests).as("requests after %d", status).isEqualTo(1);
            } else if (status == 429) {
                assertThat(failure).isInstanceOf(ImThrottledException.class);
                assertThat(requests).as("requests after %d", status).isGreaterThan(4);
            } else if (RETRIED.contains(status)) {
                assertThat(failure).isInstanceOf(ImUnavailableException.class);
                assertThat(requests).as("requests after %d", status).isEqualTo(4);
                assertThat(stack.sleeper.sleeps())
                        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
            } else {
                assertThat(failure).as("%d is the caller's to judge", status).isNull();
                assertThat(requests).as("requests after %d", status).isEqualTo(1);
            }
        }
    }

    @Test
    void a_401_fetches_one_token_and_sends_once_more() throws InterruptedException {
        server.next(CREDITS, json(401), json(200));

        assertThat(call().status()).isEqualTo(200);
        assertThat(server.count(CREDITS)).isEqualTo(2);
        assertThat(server.count("/oauth/token")).isEqualTo(2);
    }

    @Test
    void a_second_401_with_the_fresh_token_is_final() {
        server.always(CREDITS, json(401));

        assertThatThrownBy(this::call)
                .isInstanceOf(ImDeniedException.class)
                .hasMessageContaining("POST /successfactors/im/credits/batch");
        assertThat(server.count("/oauth/token")).isEqualTo(2);
    }

    @Test
    void a_429_waits_as_long_as_it_says_and_uses_up_no_attempt() throws InterruptedException {
        var throttled = json(429).withHeader("Retry-After", "30");
        server.next(CREDITS, throttled, throttled, throttled, throttled, throttled, json(200));

        assertThat(call().status()).isEqualTo(200);
        assertThat(stack.sleeper.total()).isGreaterThanOrEqualTo(Duration.ofSeconds(150));
    }

    @Test
    void a_429_that_asks_for_more_than_there_is_time_for_fails_at_once_with_the_moment() {
        server.always(CREDITS, json(429).withHeader("Retry-After", "300"));

        var failure = catchThrowable(() -> call(Duration.ofSeconds(100)));

        assertThat(failure).isInstanceOf(ImThrottledException.class);
        assertThat(((ImThrottledException) failure).retryAt())
                .isEqualTo(clock.instant().plusSeconds(300));
        assertThat(stack.sleeper.sleeps()).isEmpty();
    }

    @Test
    void whoever_comes_back_before_that_moment_is_told_it_at_once_and_neither_sleeps_nor_sends() {
        server.always(CREDITS, json(429).withHeader("Retry-After", "300"));
        catchThrowable(() -> call(Duration.ofSeconds(100)));
        var moment = clock.instant().plusSeconds(300);
        clock.advance(Duration.ofSeconds(60));

        var failure = catchThrowable(() -> call(Duration.ofSeconds(100)));

        assertThat(failure)
                .isInstanceOfSatisfying(
                        ImThrottledException.class, e -> assertThat(e.retryAt()).isEqualTo(moment));
        assertThat(server.count(CREDITS)).isEqualTo(1);
        assertThat(stack.sleeper.sleeps()).isEmpty();
    }

    @Test
    void a_429_pauses_every_other_request_too() throws InterruptedException {
        server.next(CREDITS, json(429).withHeader("Retry-After", "300"));
        catchThrowable(() -> call(Duration.ofSeconds(100)));
        server.always(CREDITS, json(200));

        call();

        assertThat(stack.sleeper.total()).isGreaterThanOrEqualTo(Duration.ofSeconds(299));
    }

    @Test
    void a_maintenance_page_with_status_200_is_tried_again() throws InterruptedException {
        server.next(CREDITS, Reply.of(200, "text/html", "<html>"), json(200));

        assertThat(call().status()).isEqualTo(200);
        assertThat(server.count(CREDITS)).isEqualTo(2);
    }

    @Test
    void a_connection_that_dies_before_an_answer_is_made_anew_at_once() throws InterruptedException {
        server.next(CREDITS, Reply.reset(), json(200));

        assertThat(call().status()).isEqualTo(200);
        assertThat(stack.sleeper.sleeps()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503})
    void no_wait_goes_beyond_the_deadline(int status) {
        server.always(CREDITS, json(status));
        var start = clock.instant();

        assertThatThrownBy(() -> call(Duration.ofSeconds(4))).isInstanceOf(ImUnavailableException.class);
        assertThat(Duration.between(start, clock.instant())).isLessThanOrEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void what_is_asked_before_each_request_can_keep_it_from_being_sent() {
        var transport = stack.connection.transport(stack.sleeper, () -> {
            throw new IllegalStateException("the lease is gone");
        });

        assertThatThrownBy(() -> transport.call(
                        ImRequest.get("/participants"), CallTimes.until(Deadline.after(Duration.ofMinutes(1), clock))))
                .hasMessage("the lease is gone");
        assertThat(server.count("/successfactors/im/participants")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"GET, false", "DELETE, true", "POST, true"})
    void whatever_is_not_only_read_counts_as_perhaps_carried_out_with_a_body_or_without(
            String method, boolean mayHaveArrived) {
        server.always("/successfactors/im/pipeline-runs", Reply.reset());
        var delivery = new Delivery();
        var request = new ImRequest(method, "/pipeline-runs", method.equals("POST") ? new byte[2] : null, true, false);

        assertThatThrownBy(() -> stack.connection
                        .transport(stack.sleeper, delivery)
                        .call(request, CallTimes.until(Deadline.after(Duration.ofMinutes(1), clock))))
                .isInstanceOf(ImUnavailableException.class);

        assertThat(delivery.mayHaveArrived()).isEqualTo(mayHaveArrived);
    }
}
