package dev.imconnector.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ByteSearchTest {

    /** Few letters, so that much is found and much is nearly found. */
    @Property
    void finds_the_first_place_as_a_plain_search_does(
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(min = 1, max = 6) String sought,
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 60) String body,
            @ForAll @IntRange(max = 60) int from) {
        assertThat(new ByteSearch(bytes(sought)).in(bytes(body), from))
                .isEqualTo(from > body.length() ? -1 : body.indexOf(sought, from));
    }

    @Test
    void finds_bytes_of_every_value() {
        assertThat(new ByteSearch(bytes("ä€")).in(bytes("äää€ä€"), 0)).isEqualTo(4);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
