package dev.imconnector.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

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

    /** How programs show characters by their codes: one after the other in a form, with something between them. */
    private static final List<String> CODES =
            List.of("%d", "0x%02x", "0X%02X", "%03d", "0%3$s", "%3$s", "0b%2$s", "%2$s", "U+%04X", "%d.0", "b[i] = %d");

    private static final List<String> BETWEEN_CODES = List.of(", ", ",", " ", "\n", ";", "-", " | ", "\",\"", "  :");

    @Property(tries = 500)
    void lists_of_the_codes_of_its_characters_are_found_and_taken_out(
            @ForAll("secrets") String secret,
            @ForAll @IntRange(max = 10) int form,
            @ForAll @IntRange(max = 8) int between) {
        var list = secret.chars()
                .mapToObj(c -> CODES.get(form).formatted(c, Integer.toBinaryString(c), Integer.toOctalString(c)))
                .collect(Collectors.joining(BETWEEN_CODES.get(between)));
        var text = "You sent [7, 8, 9] as [" + list + "] for OPP-1";

        var masked = Echo.of(secret).maskedIn(text);

        assertThat(Echo.of(secret).isIn(text)).as(text).isTrue();
        assertThat(readersOfCodes(masked)).as(masked).noneMatch(read -> hasPart(read, secret, 10));
        assertThat(masked).startsWith("You sent [7, 8, 9] as [").endsWith("] for OPP-1");
    }

    @Property(tries = 300)
    void bytes_that_javascript_shows_with_their_places_are_found_and_the_answer_stays_json(
            @ForAll("secrets") String secret) throws JsonProcessingException {
        var bytes = secret.getBytes(StandardCharsets.UTF_8);
        var places = IntStream.range(0, bytes.length)
                .mapToObj(i -> "\"" + i + "\":" + bytes[i])
                .collect(Collectors.joining(",", "{", "}"));

        for (var written : List.of(places, "{\"type\":\"Buffer\",\"data\":" + Arrays.toString(bytes) + "}")) {
            var masked = Echo.of(secret).maskedIn("{\"echo\":" + written + ",\"amount\":1.50}");

            assertThat(readersOfCodes(masked)).as(masked).noneMatch(read -> hasPart(read, secret, 10));
            assertThat(new ObjectMapper().readTree(masked).get("amount").asText())
                    .isEqualTo("1.5");
        }
    }

    @Property(tries = 300)
    void a_cut_of_such_a_list_is_found_when_it_has_a_telling_part(
            @ForAll("secrets") String secret, @ForAll long chance) {
        var random = new Random(chance);
        var from = random.nextInt(secret.length());
        var cut = secret.substring(from, from + random.nextInt(secret.length() - from + 1));

        assertThat(Echo.of(secret).isIn(Arrays.toString(cut.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(letters(cut).length() >= 10);
    }

    /** Whoever reads numbers, in whatever base, and leaves out what stands beside each. */
    private static List<String> readersOfCodes(String text) {
        var words = Pattern.compile("[0-9A-Za-z]+")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
        var read = new ArrayList<String>();
        for (int base : new int[] {2, 8, 10, 16}) {
            for (int step = 1; step <= 3; step++) {
                for (int first = 0; first < step; first++) {
                    var characters = new StringBuilder();
                    for (int i = first; i < words.size(); i += step) {
                        characters.append(codeOf(words.get(i), base));
                    }
                    read.add(characters.toString());
                }
            }
        }
        return read;
    }

    private static String codeOf(String word, int base) {
        try {
            var code = Integer.parseInt(word.replaceFirst("^0[xXb](?=.)", ""), base);
            return code < 128 ? String.valueOf((char) code) : "|Q|";
        } catch (NumberFormatException e) {
            return "|Q|"; // ends each part: no number stands there
        }
    }

    /** Of 1,000,000 such records, measured once, none was; a build looks at fewer of them. */
    @Example
    void numbers_of_credits_are_never_taken_for_characters() {
        var echo = Echo.of(longToken());
        var random = new Random(20_260_301);
        for (int i = 0; i < Integer.getInteger("numeric.records", 20_000); i++) {
            var record = NUMERIC_RECORDS.get(i % NUMERIC_RECORDS.size()).apply(random);

            assertThat(echo.maskedIn(record)).isSameAs(record);
        }
    }

    /** What an answer or an export has of numbers, the worst last: nothing but numbers that are as low as codes. */
    private static final List<Function<Random, String>> NUMERIC_RECORDS = List.of(
            random ->
                    "{\"sourceRef\":\"%d\",\"participantId\":\"%d\",\"transactionDate\":\"2026-%02d-%02d\",\"amount\":%d.%02d}"
                            .formatted(
                                    random.nextInt(Integer.MAX_VALUE),
                                    random.nextInt(100_000),
                                    1 + random.nextInt(12),
                                    1 + random.nextInt(28),
                                    random.nextInt(100_000),
                                    random.nextInt(100)),
            random -> numbers(random, 24, 1_000),
            random -> IntStream.iterate(random.nextInt(200), n -> n + 1)
                    .limit(40)
                    .mapToObj(String::valueOf)
                    .collect(Collectors.joining(",")),
            random -> numbers(random, 24, 10_000_000),
            random -> numbers(random, 24, 128));

    private static String numbers(Random random, int count, int bound) {
        return random.ints(count, 0, bound).mapToObj(String::valueOf).collect(Collectors.joining(","));
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
        return hasPart(text, secret, 8);
    }

    private static boolean hasPart(String text, String secret, int length) {
        var wanted = letters(secret);
        var there = letters(text);
        for (int from = 0; from + length <= wanted.length(); from++) {
            if (there.contains(wanted.substring(from, from + length))) {
                return true;
            }
        }
        return false;
    }

    private static String letters(String text) {
        return text.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }
}
