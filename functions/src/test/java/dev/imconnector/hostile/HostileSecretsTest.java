package dev.imconnector.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.imconnector.app.Connector;
import dev.imconnector.aws.ScriptedAws;
import dev.imconnector.aws.SecretsManagerCredentials;
import dev.imconnector.hostile.HostileTable.Row;
import dev.imconnector.lambda.ColdHandlers;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.settings.ClientRole;
import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedServer;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Secrets that nobody should store: a push says what is wrong with each and never quotes it, or uses it as it is. */
class HostileSecretsTest {

    private static final ScriptedServer AWS = new ScriptedServer();
    private static final SecretsManagerClient CLIENT = ScriptedAws.clients(AWS).secretsManager();

    @AfterAll
    static void stop() {
        AWS.close();
    }

    static Stream<Row> rows() {
        return HostileTable.rows("secrets");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void a_secret(Row row) {
        assertThat(outcomeWith("\"SecretString\":" + TextNode.valueOf(row.text(0))))
                .isEqualTo(row.outcome());
    }

    @Test
    void a_secret_of_bytes() {
        assertThat(outcomeWith("\"SecretBinary\":\"aHVudGVyMg==\"")).isEqualTo("SECRET_UNREADABLE");
    }

    private static String outcomeWith(String member) {
        AWS.always(
                "/",
                Reply.of(
                        200,
                        "application/x-amz-json-1.1",
                        "{\"Name\":\"im/writer\",\"VersionId\":\"v-1\",\"CreatedDate\":1772338500.5," + member + "}"));
        var night = new HostileNight();
        night.export("credits.csv", (HostileNight.HEADER + HostileNight.GOOD).getBytes(UTF_8));
        night.app.time.over((connect, request) -> night.im);
        var connector = new Connector(
                Map.of(
                        "IM_TOKEN_URL", "http://localhost/oauth/token",
                        "IM_API_URL", "http://localhost/successfactors/im",
                        "RUNS_LOCATION", "file:///runs/",
                        "CREDITS_LOCATION", "file:///exports/credits.csv"),
                ClientRole.WRITER,
                night.app.time.platform(),
                RunMetrics.NONE,
                night.store,
                new SecretsManagerCredentials(CLIENT, "im/writer", night.clock));
        return ClearError.inTime(
                () -> night.outcome(HostileNight.run(ColdHandlers.push(connector), HostileNight.EVENT)));
    }
}
