package dev.imconnector.oauth;

import static dev.imconnector.testkit.ScriptedCredentials.credentials;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imconnector.http.HttpAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OAuthErrorTest {

    private static final String SECRET = "Pa55+word/ÄÖ:quite-long";

    private static String words(String body) {
        return words(body, SECRET);
    }

    private static String words(String body, String secret) {
        var answer = new HttpAnswer(400, Map.of(), body.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
        return OAuthError.of(answer, credentials(secret, "v1")).toString();
    }

    private static String described(String description) throws JsonProcessingException {
        return words(new ObjectMapper().writeValueAsString(Map.of("error", "e", "error_description", description)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"error\":\"invalid_request\",\"error_description\":\"grant_type is missing\"} | ' (invalid_request: grant_type is missing)'",
                "{\"error\":\"invalid_request\"} | ' (invalid_request)'",
                "{\"error_description\":\"no code\"} | ' (no code)'",
                "{\"error\":\"Rate limit exceeded. Max 100 requests per minute.\"} | ' (Rate limit exceeded. Max 100 requests per minute.)'",
                "{\"error\":\"a sentence here\",\"error_description\":\"the words\"} | ' (the words)'",
                "{\"error\":\"x1.y-z\"} | ' (x1.y-z)'",
                "{\"error\":\"1x\"} | ' (1x)'",
                "{\"error\":{\"code\":5}} | ''",
                "{\"error\":17,\"error_description\":[1]} | ''",
                "{\"error\":\"\",\"error_description\":\"\"} | ''",
                "{} | ''",
                "[] | ''",
                "<html>canary</html> | ''",
                "'' | ''",
            })
    void code_and_description_are_shown_and_nothing_else(String body, String expected) {
        assertThat(words(body)).isEqualTo(expected);
    }

    @Test
    void control_characters_become_blanks_and_a_long_description_is_cut() throws Exception {
        assertThat(described("a\r\nb\u0000c\u202Ed")).isEqualTo(" (e: a b c d)");
        assertThat(described("very long ".repeat(100)))
                .hasSize(" (e: ".length() + 200 + ")".length())
                .endsWith("\u2026)");
    }

    @Test
    void a_code_that_is_too_long_to_be_one_counts_as_words() {
        assertThat(words("{\"error\":\"" + "e".repeat(64) + "\",\"error_description\":\"d\"}"))
                .isEqualTo(" (" + "e".repeat(64) + ": d)");
        assertThat(words("{\"error\":\"" + "e".repeat(65) + "\",\"error_description\":\"d\"}"))
                .isEqualTo(" (d)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SECRET,
                "wrong secret Pa55+word/ÄÖ:quite-long given",
                "PA55+WORD/äö:QUITE-LONG",
                "Pa55 word ... ÄÖ quite",
                "it begins with Pa55word",
                "it ends with uite-long.",
                "Pa55%2Bword%2F%C3%84%C3%96%3Aquite-long",
                "aW0td3JpdGVyOlBhNTUrd29yZC/DhMOWOnF1aXRlLWxvbmc="
            })
    void whatever_echoes_the_secret_or_a_telling_part_of_it_is_masked_whole(String echo) throws Exception {
        assertThat(described(echo)).isEqualTo(" (e: ***)");
    }

    @Test
    void the_basic_header_as_it_was_sent_is_masked() throws Exception {
        assertThat(described("got " + TokenForm.basic(credentials(SECRET, "v1"))))
                .isEqualTo(" (e: ***)");
    }

    @Test
    void a_code_that_is_the_secret_is_masked() {
        assertThat(words("{\"error\":\"secret_as_code\"}", "secret_as_code")).isEqualTo(" (***)");
    }

    @ParameterizedTest
    @CsvSource({
        "'pw', 'bad pw.', true",
        "'pw', 'bad password', false",
        "'+%+', 'a +%+ b', true",
        "'+%+', 'a b', false",
        "'1234567', 'x1234567x', true",
        "'12345678', '1234567', false",
        "'12345678', '123-456-78', true"
    })
    void short_secrets_and_those_without_letters_are_masked_too(String secret, String description, boolean masked) {
        assertThat(words("{\"error\":\"e\",\"error_description\":\"" + description + "\"}", secret))
                .isEqualTo(" (e: " + (masked ? "***" : description) + ")");
    }

    @ParameterizedTest
    @CsvSource({
        "token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln is bad, token *** is bad",
        "key 0123456789abcdefghij, key ***",
        "key 0123456789abcdefghi, key 0123456789abcdefghi",
        "only letters internationalization-of-everything, only letters internationalization-of-everything",
        "Trace ID: 8b2ad3f0-1c2d-4e5f-8a9b-0c1d2e3f4a5b, Trace ID: 8b2ad3f0-1c2d-4e5f-8a9b-0c1d2e3f4a5b",
        "12345678901234567890123, 12345678901234567890123",
    })
    void what_looks_like_a_key_is_masked_and_what_helps_is_kept(String description, String shown) throws Exception {
        assertThat(described(description)).isEqualTo(" (e: " + shown + ")");
    }

    @Test
    void a_hostile_description_takes_no_time() {
        Assertions.assertThatCode(() -> org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                        Duration.ofSeconds(5), () -> described("a".repeat(60_000))))
                .doesNotThrowAnyException();
    }
}
