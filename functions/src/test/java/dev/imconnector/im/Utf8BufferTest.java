package dev.imconnector.im;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class Utf8BufferTest {

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ascii().ofMaxLength(40),
                Arbitraries.strings()
                        .withChars("aZ\"\\/\u007f\u0080äß漢\u2028\n\t")
                        .ofMaxLength(40),
                Arbitraries.of("", "😀 in the middle 😀", "\u0000"));
    }

    @Property(tries = 500)
    void a_json_string_reads_back_as_the_text_it_was_made_of(@ForAll("texts") String text) throws IOException {
        var json = new Utf8Buffer(1).json(text).toByteArray();

        assertThat(new ObjectMapper().readValue(json, String.class)).isEqualTo(text);
    }

    @Property(tries = 500)
    void what_was_added_before_stays(@ForAll("texts") String one, @ForAll("texts") String other) {
        var buffer =
                new Utf8Buffer(1).text("forgotten").clear().text(one).add('\n').text(other);

        assertThat(new String(buffer.toByteArray(), StandardCharsets.UTF_8)).isEqualTo(one + "\n" + other);
        assertThat(buffer.length()).isEqualTo(buffer.toByteArray().length);
    }
}
