package dev.imconnector.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A secret is taken out of a page of rows too, at the price of a page. */
class SecretMaskTest {

    private static final String SECRET = "eyJhbGciOi/IUzI1NiJ9+abcdef-0123456789";

    private final SecretMask mask = new SecretMask(SECRET);

    private static HttpAnswer answer(String body) {
        return new HttpAnswer(200, Map.of(), body.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
    }

    private String page(String body) {
        return new String(mask.over(answer(body), true).body(), StandardCharsets.UTF_8);
    }

    private static String unicode(String text) {
        return text.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining());
    }

    private static String percent(String text) {
        return text.chars().mapToObj("%%%02X"::formatted).collect(Collectors.joining());
    }

    /** Rows with escapes of their own here and there, as long as a page is. */
    private static String rows(int count) {
        return "{\"name\":\"Gr\\u00fcn & Co\",\"share\":\"5%\"},{\"name\":\"plain\"},".repeat(count);
    }

    @Property(tries = 200)
    void it_is_found_in_any_writing_wherever_it_stands_among_rows(
            @ForAll @IntRange(max = 40) int before,
            @ForAll @IntRange(max = 40) int behind,
            @ForAll @IntRange(max = 4) int writing) {
        var written = switch (writing) {
            case 0 -> SECRET;
            case 1 -> SECRET.replace("/", "\\/");
            case 2 -> unicode(SECRET);
            case 3 -> percent(SECRET);
            default -> SECRET.replace("/", "&#x2f;").replace("+", "&plus;");
        };

        var shown = page(rows(before) + "{\"echo\":\"" + written + "\"}" + "x".repeat(before * 37) + rows(behind));

        assertThat(shown).doesNotContain(written).contains("***").doesNotContain("IUzI1NiJ9");
    }

    @Property(tries = 200)
    void a_piece_of_it_with_an_escape_is_found(@ForAll @IntRange(max = 24) int from, @ForAll boolean twice) {
        var piece = SECRET.substring(from, from + 14);
        var once = percent(piece);

        assertThat(page(rows(3) + "y".repeat(1_000) + (twice ? once.replace("%", "%25") : once) + "y".repeat(1_000)))
                .contains("***");
    }

    @Example
    void a_page_without_it_is_left_as_it_is() {
        var answer = answer(rows(200) + "\"results?%24skiptoken=a1%2C%27b%27\"");

        assertThat(mask.over(answer, true)).isSameAs(answer);
    }

    @Example
    void a_word_like_any_other_is_left_where_it_stands() {
        var answer = answer("{\"message\":\"no\"}");

        assertThat(new SecretMask("message").over(answer, false)).isSameAs(answer);
    }
}
