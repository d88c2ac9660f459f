package dev.imconnector.oauth;

import static dev.imconnector.testkit.TokenStack.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.testkit.Reply;
import java.nio.charset.Charset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Row 13: an answer without a usable token")
class UnusableAnswerTest extends TokenCoreFixture {

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "TEXT/HTML; charset=utf-8", "application/xml", "application/xhtml+xml"})
    void a_page_with_200_is_a_passing_fault_even_if_it_parses(String type) {
        server.always(PATH, Reply.of(200, type, "{\"access_token\":\"canary\",\"token_type\":\"Bearer\"}"));

        var failure = refused(stack.cache(), HALF_HOUR, TokenAnswerException.class);

        assertThat(failure.retryable()).isTrue();
        assertThat(failure.attempts()).isEqualTo(4);
        assertThat(failure.problem().toString()).doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "canary", "[\"canary\"]", "{\"canary\":", "\"canary\"", "null", "{} canary", "{\"a\":NaN}"})
    void what_is_no_json_object_is_a_passing_fault(String body) {
        server.always(PATH, Reply.json(body));

        var failure = refused(stack.cache(), HALF_HOUR, TokenAnswerException.class);

        assertThat(failure.retryable()).isTrue();
        assertThat(failure).hasMessageContaining("not a JSON object").hasNoCause();
        assertThat(failure.problem().fix()).startsWith("Nothing if it passes").endsWith("check the token URL");
        assertThat(failure.problem().toString()).doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"token_type\":\"Bearer\"}",
                "{\"access_token\":\"\",\"token_type\":\"Bearer\"}",
                "{\"access_token\":17,\"token_type\":\"Bearer\"}",
                "{\"access_token\":null,\"token_type\":\"Bearer\"}",
                "{\"access_token\":\"can ary\",\"token_type\":\"Bearer\"}",
                "{\"access_token\":\"can\\r\\nary: x\",\"token_type\":\"Bearer\"}",
                "{\"access_token\":\"canäry\",\"token_type\":\"Bearer\"}"
            })
    void a_token_that_is_missing_or_cannot_stand_in_a_header_is_refused(String body) {
        server.next(PATH, Reply.json(body));

        var failure = refused(stack.cache(), HALF_HOUR, TokenAnswerException.class);

        assertThat(failure.retryable()).isFalse();
        assertThat(failure).hasMessageContaining("no usable access_token").hasNoCause();
        assertThat(failure.problem().fix()).startsWith("Check the token URL");
        assertThat(failure.problem().code()).isEqualTo("TOKEN_ANSWER_UNUSABLE");
    }

    @ParameterizedTest
    @CsvSource({"\"mac\", mac", "\"DPoP\", DPoP", "1, 1", "\"N_A\", N_A", "\"Bear\", Bear"})
    void a_token_of_another_type_is_refused_and_the_type_shown(String type, String shown) {
        server.next(PATH, Reply.json("{\"access_token\":\"canary\",\"token_type\":" + type + "}"));

        var failure = refused(stack.cache(), HALF_HOUR, TokenAnswerException.class);

        assertThat(failure.retryable()).isFalse();
        assertThat(failure).hasMessageContaining("not of type Bearer, but '" + shown + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"token_type\":\"Bearer\"",
                ",\"token_type\":\"bearer\"",
                ",\"token_type\":\"BEARER\"",
                ",\"token_type\":\"Bearer \"",
                ",\"token_type\":\"BearerToken\"",
                ",\"token_type\":\"bearertoken\"",
                ",\"token_type\":null",
                ",\"token_type\":\"\"",
                ""
            })
    void bearer_counts_in_any_case_and_is_meant_where_no_type_is_named(String type) throws Exception {
        server.next(PATH, Reply.json("{\"access_token\":\"one\"" + type + "}"));

        assertThat(stack.cache().current(stack.soon()).authorization()).isEqualTo("Bearer one");
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, ''", "UTF-8, ' \r\n'", "UTF-16LE, ''", "UTF-16BE, ''"})
    void a_byte_order_mark_before_the_answer_says_nothing(String charset, String blanks) throws Exception {
        var answer = "\ufeff" + blanks + "{\"access_token\":\"one\",\"token_type\":\"Bearer\"}\n";
        server.next(PATH, Reply.json("").withBody(answer.getBytes(Charset.forName(charset))));

        assertThat(stack.cache().current(stack.soon()).authorization()).isEqualTo("Bearer one");
    }

    @ParameterizedTest
    @CsvSource({
        "invalid_client, CLIENT_REJECTED",
        "unauthorized, CLIENT_REJECTED",
        "invalid_scope, SCOPE_DENIED",
        "unsupported_grant_type, TOKEN_REQUEST_REFUSED"
    })
    void an_error_with_200_is_the_error_that_it_says(String error, String code) {
        server.always(PATH, Reply.json("{\"error\":\"" + error + "\",\"error_description\":\"the words\"}"));

        var failure = refused(stack.cache(), HALF_HOUR, OAuthException.class);

        assertThat(failure.problem().code()).isEqualTo(code);
        assertThat(failure).hasMessageEndingWith(" answered 200 (" + error + ": the words)");
    }

    @Test
    void a_token_under_another_name_is_not_guessed_but_the_names_are_shown() {
        server.next(PATH, Reply.json("{\"accessToken\":\"canary\",\"expiresIn\":1800}"));

        var failure = refused(stack.cache(), HALF_HOUR, TokenAnswerException.class);

        assertThat(failure).hasMessageEndingWith("no usable access_token (it has accessToken, expiresIn)");
    }

    @Test
    void a_page_is_shown_by_its_title() {
        server.always(PATH, Reply.html(200, "<html><head><title>Planned maintenance</title></head>canary</html>"));

        assertThat(refused(stack.cache(), HALF_HOUR, TokenAnswerException.class))
                .hasMessageEndingWith("instead of a token (a page titled: Planned maintenance)");
    }

    @Test
    void what_is_compressed_in_a_way_that_is_not_known_is_told_as_that() {
        server.always(PATH, Reply.json("\u001b\u0003x").withHeader("Content-Encoding", "br"));

        assertThat(refused(stack.cache(), HALF_HOUR, TokenAnswerException.class))
                .hasMessageContaining("compressed (Content-Encoding: br)");
    }

    @Test
    void an_oversized_answer_is_not_read_to_its_end_nor_asked_for_again() {
        server.next(PATH, Reply.json("{\"access_token\":\"" + "canary".repeat(20_000) + "\"}"));

        var failure = refused(stack.cache(), HALF_HOUR, TokenAnswerException.class);

        assertThat(failure.retryable()).isFalse();
        assertThat(failure).hasMessageContaining("more bytes than a token answer may have");
        assertThat(posts()).isEqualTo(1);
    }

    @Test
    void no_content_type_at_all_does_not_matter() throws Exception {
        server.next(PATH, Reply.of(200, null, "{\"access_token\":\"one\",\"token_type\":\"Bearer\"}"));

        assertThat(stack.cache().current(stack.soon()).authorization()).isEqualTo("Bearer one");
    }

    @Test
    void nesting_without_end_is_no_json() {
        server.always(PATH, Reply.json("{\"a\":" + "[".repeat(30_000)));

        assertThat(refused(stack.cache(), HALF_HOUR, TokenAnswerException.class))
                .hasNoCause();
    }
}
