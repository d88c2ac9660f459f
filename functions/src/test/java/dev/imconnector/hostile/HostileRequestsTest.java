package dev.imconnector.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.hostile.HostileTable.Row;
import dev.imconnector.lambda.ColdHandlers;
import dev.imconnector.problem.Problem;
import dev.imconnector.settings.ClientRole;
import dev.imconnector.testkit.Invocation;
import dev.imconnector.testkit.VirtualApp;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests to the HTTP API that nobody should send: each has its status and its error, or does what it says. */
class HostileRequestsTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int SERVER_ERROR = 500;

    static Stream<Row> rows() {
        return HostileTable.rows("requests");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void a_request(Row row) throws JsonProcessingException {
        var event = event(row);

        var answer = ClearError.inTime(() -> answer(event));

        var body = JSON.readTree(answer.path("body").asText());
        var status = answer.path("statusCode").asInt();
        assertThat(status).isLessThan(SERVER_ERROR);
        if (body.has("error")) {
            ClearError.mustBe(new Problem(
                    body.path("error").asText(),
                    body.path("message").asText(),
                    body.path("fix").asText("none is needed")));
        }
        body.path("results").forEach(each -> {
            if (each.hasNonNull("reason")) {
                ClearError.isForPeople(each.path("reason").asText());
            }
        });
        assertThat((status + " " + body.path("error").asText()).strip()).isEqualTo(row.outcome());
    }

    private static ObjectNode event(Row row) throws JsonProcessingException {
        var event = JSON.createObjectNode();
        var route = row.text(0);
        event.put("httpMethod", route.substring(0, route.indexOf(' ')));
        event.put("resource", route.substring(route.indexOf(' ') + 1));
        event.putObject("requestContext").put("requestId", "request-1");
        event.putObject("multiValueHeaders").putArray("Content-Type").add("application/json");
        if (!row.text(1).isEmpty()) {
            event.putObject("pathParameters").put(route.contains("{runId}") ? "runId" : "id", row.text(1));
        }
        if (!row.text(3).isEmpty()) {
            event.put("body", row.text(3));
        }
        event.setAll((ObjectNode) JSON.readTree("{" + row.text(2) + "}"));
        return event;
    }

    private static JsonNode answer(ObjectNode event) throws JsonProcessingException {
        var night = new HostileNight();
        var reads = event.path("httpMethod").asText().equals("GET");
        var app = new VirtualApp(night.clock, reads ? ClientRole.READER : ClientRole.WRITER, night.store)
                .over(new CannedIm(night.clock))
                .with("ICM_CLIENT_SECRET", "canary-secret");
        var handler = reads ? ColdHandlers.reads(app.connector()) : ColdHandlers.writes(app.connector());
        return JSON.readTree(Invocation.of(Duration.ofSeconds(25)).call(handler, event.toString()));
    }
}
