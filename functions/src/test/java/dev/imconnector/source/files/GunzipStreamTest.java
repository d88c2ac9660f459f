package dev.imconnector.source.files;

import static dev.imconnector.testkit.Inputs.gzip;
import static dev.imconnector.testkit.Inputs.join;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.ZipException;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class GunzipStreamTest {

    private static final String TEXT = "one line\nand another\n".repeat(50);

    /** Gives few bytes at a time and says that none is available, as a network stream does. */
    private static byte[] gunzip(byte[] zipped, int pieces) throws IOException {
        var slow = new ByteArrayInputStream(zipped) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, pieces));
            }

            @Override
            public synchronized int available() {
                return 0;
            }
        };
        try (var stream = new GunzipStream(slow)) {
            return stream.readAllBytes();
        }
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void what_was_zipped_comes_out(
            @ForAll @Size(max = 5_000) byte[] first,
            @ForAll @Size(max = 300) byte[] second,
            @ForAll @IntRange(min = 1, max = 50) int pieces)
            throws IOException {
        assertThat(gunzip(join(gzip(first), gzip(second), gzip(new byte[0])), pieces))
                .isEqualTo(join(first, second));
    }

    @Test
    void every_cut_but_one_between_members_is_noticed() throws IOException {
        var first = gzip(TEXT);
        var whole = join(first, gzip(TEXT));
        for (int length = 0; length < whole.length; length++) {
            var cut = Arrays.copyOf(whole, length);
            if (length == first.length) {
                assertThat(gunzip(cut, 100)).isEqualTo(TEXT.getBytes(UTF_8));
            } else {
                assertThatThrownBy(() -> gunzip(cut, 100))
                        .as("cut at %d", length)
                        .isInstanceOf(EOFException.class);
            }
        }
    }

    @Test
    void bytes_that_follow_and_are_no_member_are_refused() {
        for (var tail : new byte[][] {{0}, {0x1f, 0}, "garbage".getBytes(UTF_8), new byte[512]}) {
            assertThatThrownBy(() -> gunzip(join(gzip(TEXT), tail), 100))
                    .isInstanceOf(ZipException.class)
                    .hasMessage("other bytes follow it");
        }
    }

    @Test
    void what_is_no_gzip_is_refused() {
        assertThatThrownBy(() -> gunzip(TEXT.getBytes(UTF_8), 100))
                .isInstanceOf(ZipException.class)
                .hasMessage("it is not gzip");
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void a_changed_bit_is_noticed_or_changes_nothing(@ForAll @IntRange(max = 100_000) int where) throws IOException {
        var zipped = gzip(TEXT);
        var bit = where % (zipped.length * 8);
        zipped[bit / 8] ^= (byte) (1 << bit % 8);
        try {
            assertThat(gunzip(zipped, 100)).isEqualTo(TEXT.getBytes(UTF_8));
            // Some bits mean nothing: time and origin in the header, those that fill up the last byte of the data.
        } catch (EOFException | ZipException e) {
            assertThat(e).hasMessageMatching(".+");
        }
    }

    @Test
    void a_header_with_everything_in_it_is_read() throws IOException {
        var plain = gzip(TEXT);
        var header = new byte[] {0x1f, (byte) 0x8b, 8, 2 + 4 + 8 + 16, 0, 0, 0, 0, 0, 3};
        var options = new byte[] {3, 0, 'x', 'y', 'z', 'n', 0, 'c', 'c', 0, 1, 2};
        var zipped = join(header, options, Arrays.copyOfRange(plain, 10, plain.length));
        assertThat(gunzip(zipped, 1)).isEqualTo(TEXT.getBytes(UTF_8));
    }
}
