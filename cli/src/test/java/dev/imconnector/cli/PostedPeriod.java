package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.switches.WriteSwitches;
import dev.imconnector.sandbox.token.SandboxClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;

/** A period of the simulated tenant that a pipeline has posted. */
public final class PostedPeriod {

    private static final String POST = "21673573206720520";

    private PostedPeriod() {}

    /** @param name of a period of the main calendar */
    public static void of(ImSandbox sandbox, String name) throws IOException, InterruptedException {
        var before = sandbox.switches().get(WriteSwitches.PIPELINE_SECONDS);
        sandbox.set(WriteSwitches.PIPELINE_SECONDS, 0);
        var period = send(
                sandbox,
                "GET",
                "/periods?top=1&$filter=name%20eq%20%27" + name
                        + "%27%20and%20calendar/name%20eq%20%27Main%20Monthly%20Calendar%27",
                "");
        send(sandbox, "POST", "/pipelines", """
                [{"command":"PipelineRun","runStats":false,"periodSeq":"%s","calendarSeq":"%s","stageTypeSeq":"%s",\
                "runMode":"full","removeStaleResults":false}]""".formatted(seq(period, "periodSeq"), seq(period, "calendar"), POST));
        sandbox.set(WriteSwitches.PIPELINE_SECONDS, before);
    }

    private static String seq(String row, String field) {
        return row.replaceFirst("(?s).*?\"" + field + "\":\"([0-9]+)\".*", "$1");
    }

    private static String send(ImSandbox sandbox, String method, String path, String body)
            throws IOException, InterruptedException {
        var pair = SandboxClient.USER.id() + ":" + SandboxClient.USER.secret();
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(sandbox.legacyUrl().orElseThrow() + path))
                                .header(
                                        "Authorization",
                                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes()))
                                .header("Content-Type", "application/json")
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
