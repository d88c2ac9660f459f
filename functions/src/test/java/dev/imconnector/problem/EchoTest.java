package dev.imconnector.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No secret in any writing: whoever knows it and sends it back, as it is or in disguise. */
class EchoTest {

    private static final String SECRET = "C4n4ry-secret+/0123456789==";

    private static final Pattern JSON_ESCAPE = Pattern.compile("\\\\u([0-9a-fA-F]{4})|\\\\(.)", Pattern.DOTALL);
    private static final Pattern PERCENT = Pattern.compile("%([0-9a-fA-F]{2})");
    private static final Pattern ENTITY = Pattern.compile("&#(?:[xX]0*([0-9a-fA-F]+)|0*([0-9]+));?");

    /** Ways to write one character, of which each may be written in any. */
    private static final List<UnaryOperator<String>> WRITINGS = List.of(
            c -> c,
            c -> c,
            c -> c.toUpperCase(Locale.ROOT),
            c -> "\\u%04x".formatted((int) c.charAt(0)),
            c -> "\\u%04X".formatted((int) c.charAt(0)),
            c -> Character.isLetterOrDigit(c.charAt(0)) ? c : "\\" + c,
            c -> "%%%02x".formatted((int) c.charAt(0)),
            c -> "%%25%02X".formatted((int) c.charAt(0)),
            c -> "&#%d;".formatted((int) c.charAt(0)),
            c -> "&#x%x;".formatted((int) c.charAt(0)),
            c -> "&amp;#%d;".formatted((int) c.charAt(0)),
            c -> "\\\\u%04x".formatted((int) c.charAt(0)));

    /** What may stand between two characters and is read over. */
    private static final List<String> BETWEEN = List.of(
            "", "", "", "", "", "", "\n", " ", "\r\n\t", "-", "\"+\"", "<wbr>", "</b><b>", "\u00ad", "\u200b", ", ");

    @Provide
    Arbitrary<String> secrets() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .withCharRange('0', '9')
                .withChars("+/=._~-")
                .ofMinLength(16)
                .ofMaxLength(60)
                .filter(secret -> letters(secret).length() >= 12);
    }

    @Property(tries = 500)
    void a_writing_that_nobody_listed_is_found_and_taken_out(@ForAll("secrets") String secret, @ForAll long chance) {
        var random = new Random(chance);
        var text = "You sent {" + written(secret, random) + "} to us; amount 1.50 of OPP-1.";

        var masked = Echo.of(secret).maskedIn(text);

        assertThat(Echo.of(secret).isIn(text)).as(text).isTrue();
        assertThat(readersOf(masked)).as(masked).noneMatch(read -> hasPart(read, secret));
        assertThat(masked).startsWith("You sent {").endsWith("} to us; amount 1.50 of OPP-1.");
    }

    @Property(tries = 300)
    void base64_and_hexadecimal_of_it_are_found_whatever_stands_before_and_behind(
            @ForAll("secrets") String secret, @ForAll("secrets") String before, @ForAll("secrets") String after) {
        var bytes = (before + secret + after).getBytes(StandardCharsets.UTF_8);
        for (var form : List.of(
                Base64.getEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                Base64.getMimeEncoder().encodeToString(bytes),
                HexFormat.of().formatHex(bytes),
                HexFormat.ofDelimiter(":").withUpperCase().formatHex(bytes))) {
            assertThat(Echo.of(secret).isIn("Authorization: Basic " + form))
                    .as(form)
                    .isTrue();
            assertThat(Echo.of(secret).isIn(Echo.of(secret).maskedIn(form))).isFalse();
        }
    }

    @Property(tries = 300)
    void any_cut_of_it_that_has_a_telling_part_is_found(@ForAll("secrets") String secret, @ForAll long chance) {
        var random = new Random(chance);
        var from = random.nextInt(secret.length());
        var to = from + random.nextInt(secret.length() - from + 1);
        var cut = secret.substring(from, to);

        assertThat(Echo.of(secret).isIn("(" + cut + ")")).isEqualTo(letters(cut).length() >= 8);
    }

    @Property(tries = 300)
    void what_holds_no_part_of_it_stays_as_it_is(@ForAll("secrets") String secret, @ForAll String text) {
        if (!hasPart(letters(text), secret)) {
            var echo = Echo.of(secret);
            assertThat(echo.maskedIn(text)).isSameAs(text);
        }
    }

    /** As long as those of real servers: of its hexadecimal writing a third is digits alone. */
    private static String longToken() {
        var random = new Random(4711);
        return random.ints(900, 0, 64)
                .mapToObj(i ->
                        String.valueOf("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".charAt(i)))
                .collect(Collectors.joining());
    }

    @Example
    void numbers_of_orders_are_never_taken_for_hexadecimal() {
        var token = longToken();
        var hex = HexFormat.of().formatHex(token.getBytes(StandardCharsets.UTF_8));
        var numbers = Pattern.compile("[0-9]{8,12}")
                .matcher(hex)
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(numbers).hasSizeGreaterThan(50);

        for (var number : numbers) {
            var answer = "{\"results\":[{\"sourceRef\":\"" + number + "\",\"amount\":" + number + ".50}]}";

            assertThat(Echo.of(token).maskedIn(answer)).isSameAs(answer);
        }
    }

    @Example
    void a_hexadecimal_writing_is_masked_whole_although_pieces_of_it_are_digits_alone() {
        var token = longToken();
        var hex = HexFormat.of().formatHex(token.getBytes(StandardCharsets.UTF_8));

        assertThat(Echo.of(token).maskedIn("<" + hex + ">")).isEqualTo("<***>");
    }

    @Property(tries = 300)
    void braces_around_the_number_of_a_character_are_an_escape_too(@ForAll("secrets") String secret) {
        var text = secret.chars().mapToObj("\\u{%x}"::formatted).collect(Collectors.joining());
        var perl = secret.chars().mapToObj("\\x{%04X}"::formatted).collect(Collectors.joining());
        var python = secret.chars().mapToObj("\\U%08x"::formatted).collect(Collectors.joining());

        for (var written : List.of(text, perl, python)) {
            var masked = Echo.of(secret).maskedIn("(" + written + ")");

            assertThat(masked).contains("***").hasSizeLessThan(60);
            assertThat(Echo.of(secret).isIn(masked)).isFalse();
        }
    }

    @Example
    void a_body_keeps_its_form_so_that_it_can_still_be_read() {
        var body = "{\"a\":[\"C4n4ry-sec\",\"ret+\\/0123\",\"456789\\u003d=\",1.50]}";

        assertThat(Echo.of(SECRET).maskedIn(body)).isEqualTo("{\"a\":[\"***\",\"***\",\"***\",1.50]}");
        var clean = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
        assertThat(Echo.of(SECRET).maskedIn(clean)).isSameAs(clean);
    }

    @Example
    void a_secret_of_few_letters_is_found_as_it_is() {
        assertThat(Echo.of("s3+").maskedIn("with s3+ in it")).isEqualTo("with *** in it");
        assertThat(Echo.of("++==").isIn("a ++== b")).isTrue();
        assertThat(Echo.of("").isIn("anything")).isFalse();
    }

    @Example
    void a_text_without_an_end_of_escapes_takes_no_longer_than_its_length() {
        for (var hostile : List.of("\\", "%25", "&amp;", "<", "&#", "\\\\u005c", "%", "&#x26;")) {
            assertThat(Echo.of(SECRET).isIn(hostile.repeat(200_000))).isFalse();
        }
    }

    private static String written(String secret, Random random) {
        var text = new StringBuilder();
        for (var c : secret.split("")) {
            text.append(WRITINGS.get(random.nextInt(WRITINGS.size())).apply(c));
            text.append(BETWEEN.get(random.nextInt(BETWEEN.size())));
        }
        return text.toString();
    }

    /** What readers of a text may get out of it, level by level, by decoders other than those of the product. */
    private static List<String> readersOf(String text) {
        var read = new ArrayList<>(List.of(text));
        var now = text;
        for (int level = 0; level < 4; level++) {
            now = JSON_ESCAPE
                    .matcher(now)
                    .replaceAll(m -> quoted(m.group(1) == null ? m.group(2) : character(m.group(1), 16)));
            now = PERCENT.matcher(now).replaceAll(m -> quoted(character(m.group(1), 16)));
            now = now.replace("&amp;", "&");
            now = ENTITY.matcher(now)
                    .replaceAll(
                            m -> quoted(m.group(1) == null ? character(m.group(2), 10) : character(m.group(1), 16)));
            read.add(now);
        }
        read.add(now.replaceAll("<[^<>]{1,98}>", ""));
        return read;
    }

    private static String quoted(String text) {
        return java.util.regex.Matcher.quoteReplacement(text);
    }

    private static String character(String digits, int radix) {
        return String.valueOf((char) Integer.parseInt(digits, radix));
    }

    private static boolean hasPart(String text, String secret) {
        var wanted = letters(secret);
        var there = letters(text);
        for (int from = 0; from + 8 <= wanted.length(); from++) {
            if (there.contains(wanted.substring(from, from + 8))) {
                return true;
            }
        }
        return false;
    }

    private static String letters(String text) {
        return text.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }
}
