package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.testkit.Eavesdropper;
import dev.imconnector.testkit.RecordedRequest;
import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret and a token with a marker are in nothing that a command prints, logs or leaves behind. */
class CanaryAtTheTerminalTest {

    private static final String SECRET = "C4n4ry-secret+/0123456789";
    private static final String TOKEN = "eyJ-c4n4ry-token-0123456789";
    private static final String API = "/successfactors/im";

    @TempDir
    Path folder;

    private final ScriptedServer server = new ScriptedServer();
    private final Eavesdropper ear = new Eavesdropper().deafToTheJdk();
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void start() throws IOException {
        environment.put("IM_TOKEN_URL", server.uri("/oauth/token").toString());
        environment.put("IM_API_URL", server.uri(API).toString());
        environment.put("IM_MAX_ATTEMPTS", "1");
        environment.put("IM_REQUESTS_PER_MINUTE", "0");
        for (var client : List.of("ICM_", "ICM_READER_")) {
            environment.put(client + "CLIENT_ID", "client");
            environment.put(client + "CLIENT_SECRET", SECRET);
        }
        Files.writeString(folder.resolve("credits.csv"), """
                sourceRef,participantId,transactionDate,amount,currencyCode,periodId
                A-1,P-1,2026-03-01,1.50,EUR,2026-03
                """);
    }

    @AfterEach
    void nobodyHasHeardTheMark() {
        try {
            ear.heardFiles(folder);
            assertThat(ear.texts())
                    .hasSizeGreaterThan(20)
                    .allSatisfy(
                            text -> assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain("c4n4ry"));
        } finally {
            ear.close();
            server.close();
        }
    }

    private void im(String... arguments) {
        var out = new ByteArrayOutputStream();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Im.execute(new Console(stream, stream, false, Map.copyOf(environment), folder), arguments);
        ear.heard(out.toString(StandardCharsets.UTF_8));
    }

    private static Reply echo(int status, RecordedRequest request) {
        return Reply.json(
                status,
                "{\"error\":\"invalid\",\"error_description\":\"%s client_secret=%s\",\"message\":\"Authorization: %s %s\"}"
                        .formatted(
                                SECRET, SECRET, request.header("Authorization").orElse(""), TOKEN));
    }

    private void everyCommand(int round) {
        environment.put("AS_IN", "another process " + round);
        im("check");
        im("check", "--json");
        im("push", folder.resolve("credits.csv").toString(), "--once", "--run-id", "push-" + round);
        im("pull", "results", "--once", "--run-id", "pull-" + round);
        im("runs", "--json");
    }

    @Test
    void whatever_the_servers_send_back() {
        var round = 0;
        for (int status : new int[] {200, 302, 400, 401, 403, 404, 500, 503}) {
            var code = status;
            server.always("/oauth/token", request -> echo(code, request));
            everyCommand(round++);
            server.always("/oauth/token", Reply.token(TOKEN, 1_800));
            for (var path : List.of("/credits/batch", "/participants", "/results")) {
                server.always(
                        API + path,
                        request -> code == 200 ? Reply.json("{\"message\":\"" + TOKEN + "\"}") : echo(code, request));
            }
            everyCommand(round++);
        }
    }
}
