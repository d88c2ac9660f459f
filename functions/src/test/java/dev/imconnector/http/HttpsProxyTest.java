package dev.imconnector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.time.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpsProxyTest {

    private static final String PROXY = "http://proxy.example.com:3128";

    private static Proxy way(String noProxy, String uri) {
        return HttpsProxy.of(Map.of("HTTPS_PROXY", PROXY, "NO_PROXY", noProxy))
                .orElseThrow()
                .select(URI.create(uri))
                .get(0);
    }

    @Test
    void without_the_variable_there_is_no_proxy() {
        assertThat(HttpsProxy.of(Map.of())).isEmpty();
        assertThat(HttpsProxy.of(Map.of("HTTPS_PROXY", " "))).isEmpty();
    }

    @Test
    void https_goes_through_it_and_the_plain_http_of_loopback_does_not() {
        assertThat(way("", "https://api.sap.com/x").address()).hasToString("proxy.example.com/<unresolved>:3128");
        assertThat(way("", "http://127.0.0.1:8080/x")).isEqualTo(Proxy.NO_PROXY);
    }

    @ParameterizedTest
    @CsvSource({
        "api.sap.com, https://api.sap.com/x, true",
        "API.SAP.COM, https://api.sap.com/x, true",
        ".sap.com, https://api.sap.com/x, true",
        ".sap.com, https://sap.com/x, true",
        "*.sap.com, https://api.sap.com/x, true",
        "*, https://api.sap.com/x, true",
        "'one.example, .sap.com', https://api.sap.com/x, true",
        "sap.com, https://api.sap.com/x, false",
        ".sap.com, https://notsap.com/x, false",
        "example.com, https://api.sap.com/x, false"
    })
    void the_hosts_of_NO_PROXY_are_reached_without_it(String noProxy, String uri, boolean isDirect) {
        assertThat(way(noProxy, uri).equals(Proxy.NO_PROXY)).isEqualTo(isDirect);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy.example.com:3128",
                "https://proxy.example.com:3128",
                "http://proxy.example.com",
                "http://proxy.example.com:99999",
                "http://user:s3cret@proxy.example.com:3128",
                "http://proxy.example.com:3128/path"
            })
    void another_form_is_refused_and_not_quoted_for_a_password_may_be_in_it(String value) {
        assertThatThrownBy(() -> HttpsProxy.of(Map.of("HTTPS_PROXY", value)))
                .isInstanceOf(EndpointAddressException.class)
                .hasMessageContaining("HTTPS_PROXY")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void a_request_asks_the_proxy_for_a_tunnel_to_its_host_and_shows_it_nothing_else() throws Exception {
        try (var proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var asked = CompletableFuture.supplyAsync(() -> firstRequest(proxy));
            var exchange = new ApacheHttpExchange(
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60),
                    Clock.systemUTC(),
                    HttpsProxy.of(Map.of("HTTPS_PROXY", "http://127.0.0.1:" + proxy.getLocalPort())));
            var call = new HttpCall(
                    "POST",
                    URI.create("https://im.invalid/oauth/token"),
                    Map.of("Authorization", "Bearer s3cret"),
                    "client_secret=s3cret".getBytes(StandardCharsets.UTF_8),
                    Deadline.after(Duration.ofSeconds(60), Clock.systemUTC()),
                    1_000);

            assertThatThrownBy(() -> exchange.send(call)).isInstanceOf(IOException.class);

            assertThat(asked.join())
                    .startsWith("CONNECT im.invalid:443 HTTP/1.1\r\n")
                    .doesNotContain("s3cret");
        }
    }

    /** Refuses what it was asked, and says what that was. */
    private static String firstRequest(ServerSocket proxy) {
        try (var connection = proxy.accept()) {
            var bytes = new byte[8_192];
            var length = connection.getInputStream().read(bytes);
            connection
                    .getOutputStream()
                    .write("HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(bytes, 0, length, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
