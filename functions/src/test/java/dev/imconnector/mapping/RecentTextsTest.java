package dev.imconnector.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The memory of what the last texts were turned into. */
class RecentTextsTest {

    @Property
    void it_gives_what_the_work_itself_would_give(@ForAll List<String> texts) {
        var recent = new RecentTexts(text -> text.isEmpty() ? null : text + "!");

        for (var text : texts) {
            assertThat(recent.get(text)).isEqualTo(text.isEmpty() ? null : text + "!");
        }
    }

    @Test
    void two_texts_of_one_place_are_not_taken_for_each_other() {
        var recent = new RecentTexts(String::toLowerCase);

        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        assertThat(List.of(recent.get("Aa"), recent.get("BB"), recent.get("Aa")))
                .containsExactly("aa", "bb", "aa");
    }

    @Test
    void a_text_that_comes_again_is_not_worked_on_again() {
        var worked = new AtomicInteger();
        var recent = new RecentTexts(text -> text + worked.incrementAndGet());

        assertThat(List.of(recent.get("a"), recent.get("a"))).containsExactly("a1", "a1");
    }
}
