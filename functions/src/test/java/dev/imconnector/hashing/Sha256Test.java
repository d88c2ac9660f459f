package dev.imconnector.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class Sha256Test {

    /** FIPS 180-2, appendix B. */
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void it_is_the_hash_of_the_standard() {
        assertThat(Sha256.hex("abc")).isEqualTo(OF_ABC);
        assertThat(Sha256.hex(new byte[0])).startsWith("e3b0c44298fc1c14");
    }

    @Property
    void it_makes_no_difference_in_how_many_pieces_the_bytes_come(
            @ForAll @Size(max = 200) byte[] content, @ForAll @IntRange(max = 200) int cut) {
        var first = Math.min(cut, content.length);
        var hash = new Sha256();
        hash.update(content, 0, first);
        hash.update(content, first, content.length - first);

        assertThat(hash.hex()).isEqualTo(Sha256.hex(content));
    }

    @Test
    void after_a_hash_the_next_begins() {
        var hash = new Sha256();
        var into = new byte[Sha256.BYTES];
        var abc = "abc".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 2; i++) {
            hash.update(abc, 0, 3);
            hash.into(into);
            assertThat(HexFormat.of().formatHex(into)).isEqualTo(OF_ABC);
        }
    }

    @Test
    void an_array_that_is_too_small_is_refused() {
        assertThatThrownBy(() -> new Sha256().into(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void of_a_hash_the_first_128_bits_are_kept() {
        var hash = new Hash128();
        hash.of("abc");

        assertThat(HexFormat.of().toHexDigits(hash.high()) + HexFormat.of().toHexDigits(hash.low()))
                .isEqualTo(OF_ABC.substring(0, 32));
    }
}
