package dev.imconnector.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.imconnector.oauth.ClientCredentials;
import dev.imconnector.oauth.ClientRejectedException;
import dev.imconnector.settings.ClientRole;
import dev.imconnector.testkit.Eavesdropper;
import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedCredentials;
import dev.imconnector.testkit.ScriptedServer;
import dev.imconnector.testkit.TokenStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the token core's doings look like to CloudWatch, line by line as Lambda prints them. */
class TokenMetricsTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final ScriptedServer server = new ScriptedServer();
    private final TokenStack stack = new TokenStack(server);
    private final ScriptedCredentials secrets = new ScriptedCredentials(aged("v1", 90));
    private Eavesdropper ear;

    private ClientCredentials aged(String version, int days) {
        return new ClientCredentials(
                "im-writer",
                "writer-secret",
                version,
                Optional.of(stack.clock.instant().minus(Duration.ofDays(days)).minus(Duration.ofHours(12))));
    }

    @BeforeEach
    void listen() {
        ear = new Eavesdropper();
        stack.credentials = secrets;
        stack.events = new PowertoolsRunMetrics(Map.of(), Clock.systemUTC()).tokenEvents(ClientRole.WRITER);
        server.always(TokenStack.PATH, Reply.token("one", 1_800));
    }

    @AfterEach
    void close() {
        ear.close();
        server.close();
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The EMF lines with that metric. */
    private List<JsonNode> measured(String metric) {
        return ear.printedLines().stream()
                .filter(line -> line.startsWith("{\"_aws\"") || line.contains("\"CloudWatchMetrics\""))
                .map(TokenMetricsTest::json)
                .filter(line -> line.at("/_aws/CloudWatchMetrics/0/Metrics")
                        .findValuesAsText("Name")
                        .contains(metric))
                .toList();
    }

    @Test
    void each_fetch_is_counted_with_its_reason() throws Exception {
        secrets.next(aged("v1", 90)).next(aged("v1", 90)).next(aged("v1", 90)).next(aged("v2", 0));
        var cache = stack.cache();
        var cold = cache.current(stack.soon());
        cache.invalidate(cold);
        cache.current(stack.soon());
        stack.clock.advance(Duration.ofMinutes(29));
        cache.current(stack.soon());
        cache.clear();
        cache.current(stack.soon());
        stack.clock.advance(Duration.ofMinutes(29));
        cache.current(stack.soon());

        var fetched = measured("TokenFetched");

        assertThat(fetched)
                .extracting(line -> line.path("Reason").asText())
                .containsExactly("COLD", "REJECTED", "EXPIRED", "RESTORED", "ROTATED");
        assertThat(fetched).allSatisfy(line -> {
            assertThat(line.path("TokenFetched").asInt()).isEqualTo(1);
            assertThat(line.at("/_aws/CloudWatchMetrics/0/Namespace").asText()).isEqualTo("IMConnector");
            assertThat(line.at("/_aws/CloudWatchMetrics/0/Dimensions").toString())
                    .contains("Reason");
        });
        assertThat(measured("TokenFetchMilliseconds")).isEqualTo(fetched);
    }

    @Test
    void each_reading_of_the_secret_tells_how_old_it_is() throws Exception {
        server.next(TokenStack.PATH, Reply.oauthError(401, "invalid_client", "no"));
        secrets.next(aged("v2", 0));

        stack.cache().current(stack.soon());

        assertThat(measured("ClientSecretAgeDays"))
                .extracting(line -> line.path("ClientSecretAgeDays").asDouble())
                .containsExactly(90.5, 0.5);
    }

    @Test
    void an_age_that_nobody_knows_is_not_measured() throws Exception {
        stack.credentials =
                new ScriptedCredentials(new ClientCredentials("im-writer", "writer-secret", "v1", Optional.empty()));

        stack.cache().current(stack.soon());

        assertThat(measured("ClientSecretAgeDays")).isEmpty();
        assertThat(measured("TokenFetched")).hasSize(1);
    }

    @Test
    void a_client_that_is_refused_is_counted_once_for_each_version() {
        server.always(TokenStack.PATH, Reply.status(401));
        var cache = stack.cache();

        assertThatThrownBy(() -> cache.current(stack.soon())).isInstanceOf(ClientRejectedException.class);
        assertThatThrownBy(() -> cache.current(stack.soon())).isInstanceOf(Exception.class);
        stack.clock.advance(Duration.ofMinutes(1));
        assertThatThrownBy(() -> cache.current(stack.soon())).isInstanceOf(ClientRejectedException.class);

        assertThat(measured("ClientRejected")).hasSize(1);
    }

    @Test
    void no_line_has_a_client_id_or_a_secret() throws Exception {
        stack.cache().current(stack.soon());

        assertThat(ear.printedLines())
                .isNotEmpty()
                .noneMatch(line -> line.contains("im-writer") || line.contains("writer-secret"));
    }
}
