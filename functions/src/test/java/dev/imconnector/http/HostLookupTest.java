package dev.imconnector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.testkit.RawServer;
import dev.imconnector.testkit.RawServer.RawAnswer;
import dev.imconnector.time.Deadline;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Host names are looked up within the limits of a request, whatever the operating system does. */
@Timeout(60)
class HostLookupTest {

    private static final RawAnswer GOOD = RawAnswer.of("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final Clock clock = Clock.systemUTC();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger lookUps = new AtomicInteger();

    /** As a resolver whose servers do not answer. */
    private InetAddress[] hang(String host) throws UnknownHostException {
        lookUps.incrementAndGet();
        try {
            ended.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nothing interrupts the operating system", e);
        }
        throw new UnknownHostException(host);
    }

    @AfterEach
    void endTheLookUps() {
        ended.countDown();
    }

    private ApacheHttpExchange exchange(HostLookup.Names names, Duration connectTimeout, Duration requestTimeout) {
        return new ApacheHttpExchange(connectTimeout, requestTimeout, clock, Optional.empty(), new HostLookup(names));
    }

    private HttpCall call(URI uri, Duration left) {
        return new HttpCall("POST", uri, Map.of(), new byte[] {'{', '}'}, Deadline.after(left, clock), 1_000);
    }

    private static final URI TENANT = URI.create("http://tenant.example/credits");

    @Test
    void a_look_up_that_hangs_ends_with_the_connect_timeout() {
        assertThatThrownBy(() -> exchange(this::hang, SHORT, LONG).send(call(TENANT, LONG)))
                .isInstanceOf(HttpConnectTimeoutException.class);
    }

    @Test
    void a_look_up_that_hangs_ends_with_the_limit_of_the_request() {
        assertThatThrownBy(() -> exchange(this::hang, LONG, SHORT).send(call(TENANT, LONG)))
                .isInstanceOf(HttpConnectTimeoutException.class);
    }

    @Test
    void a_look_up_that_hangs_ends_with_the_deadline_and_nothing_is_said_to_have_been_sent() {
        assertThatThrownBy(() -> exchange(this::hang, LONG, LONG).send(call(TENANT, SHORT)))
                .isInstanceOf(HttpConnectTimeoutException.class)
                .hasMessageStartingWith("No connection within");
    }

    @Test
    void requests_meanwhile_wait_for_the_same_look_up_and_no_thread_is_added() {
        var exchange = exchange(this::hang, SHORT, LONG);

        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> exchange.send(call(TENANT, SHORT)))
                    .isInstanceOf(HttpConnectTimeoutException.class);
        }

        assertThat(lookUps).hasValue(1);
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("im-host-lookup")))
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void a_name_that_is_found_again_is_asked_for_again() throws Exception {
        var names = new HostLookup.Names() {
            @Override
            public InetAddress[] addressesOf(String host) throws UnknownHostException {
                if (lookUps.incrementAndGet() == 1) {
                    throw new UnknownHostException(host);
                }
                return new InetAddress[] {InetAddress.getLoopbackAddress()};
            }
        };
        try (var server = new RawServer(request -> GOOD)) {
            var uri = URI.create("http://tenant.example:" + server.uri().getPort() + "/credits");
            var exchange = exchange(names, LONG, LONG);

            assertThatThrownBy(() -> exchange.send(call(uri, LONG))).isInstanceOf(UnknownHostException.class);
            assertThat(exchange.send(call(uri, LONG)).status()).isEqualTo(200);
        }
    }

    /** A look-up that has ended was still taken for one under way now and then, so the first of a round failed the second. */
    @Test
    void who_asks_again_at_once_after_a_failure_gets_a_look_up_of_his_own() throws Exception {
        var loopback = new InetAddress[] {InetAddress.getLoopbackAddress()};
        var hosts = new HostLookup(host -> {
            if (lookUps.incrementAndGet() % 2 == 1) {
                throw new UnknownHostException(host);
            }
            return loopback;
        });

        for (int round = 0; round < 5_000; round++) {
            try (var limit = new TimeLimit(LONG, () -> {})) {
                assertThatThrownBy(() -> hosts.addressesOf("tenant.example", LONG, limit))
                        .isInstanceOf(UnknownHostException.class);
                assertThat(hosts.addressesOf("tenant.example", LONG, limit)).isSameAs(loopback);
            }
        }
    }

    @Test
    void an_address_that_refuses_gives_way_to_the_next_one() throws Exception {
        try (var server = new RawServer(request -> GOOD)) {
            var other = InetAddress.getByName("127.0.0.77");
            var uri = URI.create("http://tenant.example:" + server.uri().getPort() + "/credits");
            var exchange = exchange(host -> new InetAddress[] {other, InetAddress.getLoopbackAddress()}, LONG, LONG);

            assertThat(exchange.send(call(uri, LONG)).status()).isEqualTo(200);
        }
    }

    @Test
    void an_interrupt_ends_the_waiting() throws Exception {
        var exchange = exchange(this::hang, LONG, LONG);
        var caller = Thread.currentThread();
        var interrupter = new Thread(() -> {
            while (lookUps.get() == 0) {
                Thread.onSpinWait();
            }
            caller.interrupt();
        });
        interrupter.start();

        assertThatThrownBy(() -> exchange.send(call(TENANT, LONG))).isInstanceOf(InterruptedException.class);

        interrupter.join();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "[::1]", "::1", "10.1.2.3"})
    void an_address_needs_no_thread(String address) throws Exception {
        var thread = new Thread[1];
        var hosts = new HostLookup(host -> {
            thread[0] = Thread.currentThread();
            return new InetAddress[0];
        });

        try (var limit = new TimeLimit(LONG, () -> {})) {
            hosts.addressesOf(address, LONG, limit);
        }

        assertThat(thread[0]).isSameAs(Thread.currentThread());
    }
}
