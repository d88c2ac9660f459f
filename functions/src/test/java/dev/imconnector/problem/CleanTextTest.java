package dev.imconnector.problem;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text from outside, made safe to show and to log. */
class CleanTextTest {

    @Provide
    Arbitrary<String> texts() {
        var awkward = Arbitraries.of(
                "\u0000",
                "\u001b[31m",
                "\r\n",
                "\u2028",
                "\u202e",
                "\u00a0",
                "\u00ad",
                "\ud83d",
                "\ude00",
                "\ud83d\ude00",
                " ",
                "\t",
                "a",
                "word",
                "\ufeff",
                "\u0085");
        return Arbitraries.oneOf(awkward, Arbitraries.strings().ofMaxLength(5))
                .list()
                .ofMaxSize(20)
                .map(parts -> String.join("", parts));
    }

    @Property
    void it_holds_nothing_that_moves_a_cursor_turns_the_line_or_cannot_be_encoded(@ForAll("texts") String text) {
        assertThat(CleanText.of(text, 1_000).codePoints()).noneMatch(c -> switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        });
    }

    @Property
    void it_has_single_blanks_and_none_around_it(@ForAll("texts") String text) {
        assertThat(CleanText.of(text, 1_000))
                .doesNotContain("  ")
                .isEqualTo(CleanText.of(text, 1_000).strip());
    }

    @Property
    void it_is_never_longer_than_allowed(@ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 30) int most) {
        assertThat(CleanText.of(text, most)).hasSizeLessThanOrEqualTo(most);
    }

    @Property
    void a_cut_text_begins_as_the_whole_one_and_ends_with_an_ellipsis(
            @ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 30) int most) {
        var whole = CleanText.of(text, 1_000);
        var cut = CleanText.of(text, most);

        if (whole.length() <= most) {
            assertThat(cut).isEqualTo(whole);
        } else {
            assertThat(cut).endsWith("\u2026");
            assertThat(whole).startsWith(cut.substring(0, cut.length() - 1));
        }
    }

    @Test
    void a_text_that_is_cut_at_a_blank_says_so_too() {
        assertThat(CleanText.of("ab cd", 2)).isEqualTo("a\u2026");
        assertThat(CleanText.of("ab   ", 2)).isEqualTo("ab");
    }

    @Property
    void to_clean_twice_is_to_clean_once(@ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 30) int most) {
        assertThat(CleanText.of(CleanText.of(text, most), most)).isEqualTo(CleanText.of(text, most));
    }

    @Property
    void words_that_are_clean_stay_as_they_are(@ForAll @StringLength(max = 50) @AlphaChars String text) {
        assertThat(CleanText.of(text, 50)).isEqualTo(text);
    }

    @Test
    void no_text_is_an_empty_one() {
        assertThat(CleanText.of(null, 10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\nb", "a\u0000b", "a\u202eb", "a\u00a0b", "a \u2028 b", "a\ud83db", " a\tb\n"})
    void what_cannot_be_seen_is_one_blank(String text) {
        assertThat(CleanText.of(text, 10)).isEqualTo("a b");
    }

    @Test
    void a_character_of_two_halves_is_kept_or_left_out_whole() {
        assertThat(CleanText.of("ab\ud83d\ude00", 4)).isEqualTo("ab\ud83d\ude00");
        assertThat(CleanText.of("ab\ud83d\ude00cd", 4)).isEqualTo("ab\u2026");
        assertThat(CleanText.of("ab\ud83d\ude00cd", 5)).isEqualTo("ab\ud83d\ude00\u2026");
    }
}
