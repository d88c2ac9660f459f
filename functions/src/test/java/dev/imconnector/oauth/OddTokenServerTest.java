package dev.imconnector.oauth;

import static dev.imconnector.testkit.ScriptedCredentials.credentials;
import static dev.imconnector.testkit.TokenStack.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.oauth.TokenRequestSettings.AuthStyle;
import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedCredentials;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Servers that are not quite OAuth")
class OddTokenServerTest extends TokenCoreFixture {

    private static byte[] gzipped(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    @Nested
    class A_compressed_answer_that_nobody_asked_for {

        private final byte[] token = gzipped("{\"access_token\":\"one\",\"token_type\":\"Bearer\"}");

        @ParameterizedTest
        @ValueSource(strings = {"gzip", "x-gzip", "GZIP"})
        void is_unpacked_by_its_header(String encoding) throws Exception {
            server.next(PATH, Reply.json("").withBody(token).withHeader("Content-Encoding", encoding));

            assertThat(stack.cache().current(stack.soon()).authorization()).isEqualTo("Bearer one");
        }

        @Test
        void is_unpacked_without_one() throws Exception {
            server.next(PATH, Reply.json("").withBody(token));

            assertThat(stack.cache().current(stack.soon()).authorization()).isEqualTo("Bearer one");
        }

        @Test
        void that_is_an_error_is_read_as_one() {
            server.always(
                    PATH,
                    Reply.json(401, "")
                            .withBody(gzipped("{\"error\":\"invalid_client\"}"))
                            .withHeader("Content-Encoding", "gzip"));

            assertThat(refused(stack.cache(), HALF_HOUR, ClientRejectedException.class))
                    .hasMessageEndingWith(" answered 401 (invalid_client)");
        }

        @Test
        void that_unpacks_to_more_than_a_token_is_not_unpacked_to_its_end() {
            server.always(PATH, Reply.json("").withBody(gzipped(" ".repeat(1_000_000) + "{}")));

            assertThat(refused(stack.cache(), HALF_HOUR, TokenAnswerException.class))
                    .hasMessageContaining("more bytes than a token answer may have");
        }

        @Test
        void that_is_cut_off_is_a_fault_of_the_network() {
            server.always(PATH, Reply.json("").withBody(java.util.Arrays.copyOf(token, token.length - 12)));

            assertThat(refused(stack.cache(), HALF_HOUR, TokenUnavailableException.class))
                    .hasMessageContaining("did not answer");
        }
    }

    @Nested
    class A_403_that_is_no_answer_of_OAuth {

        @Test
        void points_to_the_firewall_and_shows_what_answered() {
            server.always(
                    PATH,
                    Reply.html(403, "<html><head><title>Blocked</title></head><body>your address</body></html>")
                            .withHeader("Server", "cloudflare"));

            var problem = refused(stack.cache(), HALF_HOUR, TokenRequestRefusedException.class)
                    .problem();

            assertThat(problem.message())
                    .contains("answered 403 (a page titled: Blocked)")
                    .contains("an HTML or XML page of the server cloudflare");
            assertThat(problem.fix()).contains("firewall").doesNotContain("Grant the scope");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                text/plain      | Access denied
                application/xml | <Error><Code>AccessDenied</Code></Error>
                text/html       | Request unsuccessful. Incapsula incident ID: 1-2
                application/json | error code: 1020
                """)
        void may_be_a_text_of_any_type(String type, String body) {
            server.always(PATH, Reply.of(403, type, body));

            assertThat(refused(stack.cache(), HALF_HOUR, TokenRequestRefusedException.class)
                            .problem()
                            .fix())
                    .contains("firewall");
        }

        @Test
        void but_the_JSON_of_a_gateway_names_both_causes() {
            server.always(PATH, Reply.json(403, "{\"message\":\"Forbidden\"}"));

            var problem = refused(stack.cache(), HALF_HOUR, ScopeDeniedException.class)
                    .problem();

            assertThat(problem.message()).endsWith(" answered 403 (Forbidden)");
            assertThat(problem.fix()).contains("Grant the scope").contains("gateway or firewall");
        }
    }

    @Nested
    class Words_that_stand_elsewhere {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                {"fault":{"faultstring":"Invalid ApiKey","detail":{"errorcode":"oauth.v2"}}} | (Invalid ApiKey)
                {"ErrorCode":"invalid_request","Error":"grant type is missing"}             | (grant type is missing)
                {"errorMessage":"no such client"}                                           | (no such client)
                {"error":{"code":401,"message":"Login required"}}                           | (Login required)
                {"status":401,"title":"Unauthorized"}                                       | (Unauthorized)
                """)
        void are_shown(String body, String shown) {
            server.always(PATH, Reply.json(400, body));

            assertThat(refused(stack.cache(), HALF_HOUR, OAuthException.class))
                    .hasMessageEndingWith(" answered 400 " + shown);
        }

        @Test
        void are_masked_when_they_hold_the_secret() {
            server.always(PATH, Reply.html(401, "<title>wrong: writer-secret</title>"));

            assertThat(refused(stack.cache(), HALF_HOUR, OAuthException.class)
                            .problem()
                            .toString())
                    .contains("***")
                    .doesNotContain("writer-secret");
        }
    }

    @Nested
    class Basic_credentials {

        private static ScriptedCredentials of(String clientId, String secret) {
            return new ScriptedCredentials(new ClientCredentials(clientId, secret, "v1", Optional.empty()));
        }

        private String sent() {
            var header = server.requests().get(0).header("Authorization").orElseThrow();
            return new String(Base64.getDecoder().decode(header.substring("Basic ".length())), StandardCharsets.UTF_8);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '#', textBlock = """
                sb-im!t123|app!b9  # a+b/c=d%e&f$g
                im writer@tenant   # plain
                im-writer          # two words
                im-writer          # pä:ss/word==
                3MVG9~x.y_z        # 100%2B
                """)
        void are_sent_raw_when_that_is_set(String clientId, String secret) throws Exception {
            stack.credentials = of(clientId, secret);
            stack.authStyle = AuthStyle.BASIC_RAW;
            server.always(PATH, Reply.token("one", 1800));

            stack.cache().current(stack.soon());

            assertThat(sent()).isEqualTo(clientId + ":" + secret);
            assertThat(server.requests().get(0).form()).doesNotContainKey("client_secret");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '#', textBlock = """
                sb-im!t123|app!b9  # a+b/c=d%e&f$g
                im writer@tenant   # plain
                im-writer          # two words
                im-writer          # c2VjcmV0==
                """)
        void that_are_refused_and_changed_by_the_encoding_are_not_tried_raw_but_the_setting_is_named(
                String clientId, String secret) {
            stack.credentials = of(clientId, secret);
            stack.authStyle = AuthStyle.BASIC;
            server.always(PATH, Reply.oauthError(401, "unauthorized", "Bad credentials"));

            var failure = refused(stack.cache(), HALF_HOUR, ClientRejectedException.class);

            assertThat(failure.problem().fix()).contains("token-auth-style basic-raw");
            assertThat(posts()).isEqualTo(1);
        }

        @Test
        void that_the_encoding_does_not_change_are_simply_wrong() {
            stack.authStyle = AuthStyle.BASIC;
            server.always(PATH, Reply.oauthError(401, "unauthorized", "Bad credentials"));

            assertThat(refused(stack.cache(), HALF_HOUR, ClientRejectedException.class)
                            .problem()
                            .fix())
                    .doesNotContain("basic-raw");
        }
    }

    @Nested
    class A_stored_secret {

        @ParameterizedTest
        @ValueSource(strings = {"\n", "\r\n", "\n\n"})
        void is_used_without_the_line_end_behind_it(String end) throws Exception {
            stack.credentials = new ScriptedCredentials(credentials("the-secret" + end, "v1"));
            server.always(PATH, Reply.token("one", 1800));

            stack.cache().current(stack.soon());

            assertThat(server.requests().get(0).form()).containsEntry("client_secret", "the-secret");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '#', textBlock = """
                #the-secret # | a blank at its begin or end
                "the-secret"  | quotation marks around it
                the–secret    | not printable ASCII
                """)
        void that_looks_like_a_slip_is_told_when_it_is_refused(String stored, String oddity) {
            stack.credentials = new ScriptedCredentials(credentials(stored, "v1"));
            server.always(PATH, Reply.oauthError(401, "invalid_client", "no"));

            assertThat(refused(stack.cache(), HALF_HOUR, ClientRejectedException.class)
                            .problem()
                            .fix())
                    .contains(oddity)
                    .doesNotContain("secret\"");
        }
    }
}
