package dev.imconnector.im;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.http.ApacheHttpExchange;
import dev.imconnector.problem.CredentialWords;
import dev.imconnector.testkit.ImStack;
import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedServer;
import dev.imconnector.testkit.SettableClock;
import dev.imconnector.time.Deadline;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever sends back what it was sent is not quoted with it. */
class TokenSentBackTest {

    private static final String QUOTAS = "/successfactors/im/quotas/q1";

    private final ScriptedServer server = new ScriptedServer();
    private final SettableClock clock = new SettableClock();

    @AfterEach
    void close() {
        server.close();
    }

    private String answered(String token, String body) throws InterruptedException {
        server.always("/oauth/token", Reply.token(token, 1_800));
        server.always(QUOTAS, Reply.json(404, body));
        var stack = new ImStack(
                new ApacheHttpExchange(Duration.ofSeconds(30), Duration.ofSeconds(30), clock),
                clock,
                0,
                URI.create(server.uri("").toString()));
        var transport = stack.connection.transport(stack.sleeper, () -> {});
        var answer = transport.call(
                ImRequest.get("/quotas/q1"), CallTimes.until(Deadline.after(Duration.ofMinutes(1), clock)));
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "abc/def+123, {abc/def+123} and abc/def+123, {***} and ***",
        "abc/def+123, {abc\\/def+123}, {***}",
        "abc/def+123, abc/def+1, abc/def+1",
        "abc/def+123, abc/def+12, ***",
        "abc/def+123, {abc\\u002Fdef\\u002b123}, {***}",
        "abc/def+123, {abc%2Fdef%2b123}, {***}",
        "abc/def+123, {abc&#x2f;def&plus;123}, {***}",
        "abc/def+123, {ABC/DEF+123}, {***}",
        "abc/def+123, '{abc/de\",\"f+123}', '{***\",\"***}'",
        "abc/def+123, {eHlhYmMvZGVmKzEyMw==}, {eHl***Mw==}",
        "aaaaaaab, aaaaaaaaab, aa***",
    })
    void the_token_is_taken_out_wherever_it_stands(String token, String body, String masked) throws Exception {
        assertThat(answered(token, body)).isEqualTo(masked);
    }

    @Test
    void a_token_that_could_be_a_word_spoils_no_answer() throws Exception {
        assertThat(answered("message", "{\"message\":\"no\"}")).isEqualTo("{\"message\":\"no\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Bad header Authorization: Bearer eyJabc.def-_x | Bad header Authorization: Bearer ***",
                "authorization=bearer%20eyJabc.def              | authorization=bearer ***",
                "Basic aW0td3JpdGVyOnM= was refused             | Basic *** was refused",
                "client_secret=s3cr3t&grant_type=x              | client_secret=***&grant_type=x",
                "{\"client_secret\": \"s3cr3t\", \"a\": 1}      | {\"client_secret=***\", \"a\": 1}",
                "client%5Fsecret%3Ds3cr3t%26grant_type=x        | client_secret=***&grant_type=x",
                "Authorization&#58; Bearer&#32;eyJabc.def-_x    | Authorization: Bearer ***",
                "100% of client data                            | 100% of client data",
                "access_token: abc                              | access_token=***",
                "Amount 1.5 of OPP-2026-000000001-LINE-1 is bad | Amount 1.5 of OPP-2026-000000001-LINE-1 is bad",
                "Bearer of bad news                             | Bearer of bad news",
            })
    void what_stands_after_the_name_of_a_credential_is_masked(String words, String masked) {
        assertThat(CredentialWords.masked(words)).isEqualTo(masked);
    }
}
