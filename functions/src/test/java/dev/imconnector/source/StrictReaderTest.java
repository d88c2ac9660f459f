package dev.imconnector.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.testkit.Inputs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StrictReaderTest {

    private static StrictReader reader(byte[] bytes, int pieces) {
        var slow = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, pieces));
            }
        };
        return new StrictReader(slow, UTF_8, new InputErrors("f"));
    }

    private static String readAll(StrictReader reader, int chars) throws IOException {
        var result = new StringBuilder();
        var buffer = new char[chars];
        for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
            result.append(buffer, 0, count);
        }
        return result.toString();
    }

    @Property
    void it_reads_what_the_strict_decoder_of_the_jdk_reads_and_refuses_what_that_refuses(
            @ForAll("almostUtf8") byte[] bytes,
            @ForAll @IntRange(min = 1, max = 9) int pieces,
            @ForAll @IntRange(min = 1, max = 9) int chars)
            throws IOException {
        String expected;
        try {
            expected = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            assertThatThrownBy(() -> readAll(reader(bytes, pieces), chars)).isInstanceOf(InputException.class);
            return;
        }
        var withoutMark = expected.startsWith("\ufeff") ? expected.substring(1) : expected;
        assertThat(readAll(reader(bytes, pieces), chars)).isEqualTo(withoutMark + "\n");
    }

    @Provide
    Arbitrary<byte[]> almostUtf8() {
        var pieces =
                Arbitraries.of("a", "\n", "é", "漢", "😀", "\ufeff", "\u0000").map(text -> text.getBytes(UTF_8));
        var odd = Arbitraries.bytes().map(b -> new byte[] {b});
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(15, pieces), net.jqwik.api.Tuple.of(1, odd))
                .list()
                .ofMaxSize(20)
                .map(list -> Inputs.join(list.toArray(byte[][]::new)));
    }

    @Test
    void large_texts_are_read_whole_wherever_their_buffers_end() throws IOException {
        for (int shift = 0; shift < 4; shift++) {
            var text = "x".repeat(shift) + "😀é".repeat(30_000);
            assertThat(readAll(reader(text.getBytes(UTF_8), 10_001), 8_191)).isEqualTo(text + "\n");
        }
    }

    @Test
    void it_knows_whether_the_last_line_was_ended() throws IOException {
        for (var ended : new String[] {"", "a\n", "a\r\n", "a\r", "\ufeff"}) {
            var reader = reader(ended.getBytes(UTF_8), 1);
            readAll(reader, 3);
            assertThat(reader.isLastLineOpen()).as(ended).isFalse();
        }
        var reader = reader("a\nb".getBytes(UTF_8), 1);
        readAll(reader, 3);
        assertThat(reader.isLastLineOpen()).isTrue();
    }

    @Test
    void it_is_exhausted_only_when_more_is_asked_for_than_its_own_line_feed() throws IOException {
        var reader = reader("ab".getBytes(UTF_8), 10);
        var buffer = new char[2];

        assertThat(reader.read(buffer)).isEqualTo(2);
        assertThat(reader.isAtEnd()).isFalse();
        assertThat(reader.read(buffer)).isEqualTo(1);
        assertThat(reader.isAtEnd()).isTrue();
        assertThat(reader.isExhausted()).isFalse();
        assertThat(reader.read(buffer)).isEqualTo(-1);
        assertThat(reader.isExhausted()).isTrue();
    }

    @Test
    void the_line_of_a_bad_byte_is_counted_over_all_buffers() {
        var text = Inputs.join("0123456789\n".repeat(20_000).getBytes(UTF_8), new byte[] {'x', (byte) 0xff});
        assertThatThrownBy(() -> readAll(reader(text, Integer.MAX_VALUE), 1_000))
                .hasMessage("f is not UTF-8: near line 20001 it has the byte 0xFF");
    }
}
