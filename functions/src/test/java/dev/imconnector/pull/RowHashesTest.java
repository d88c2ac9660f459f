package dev.imconnector.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RowHashesTest {

    private final RowHashes hashes = new RowHashes();

    @Test
    void nothing_and_one_hash_have_no_repeat() {
        assertThat(hashes.hasRepeats()).isFalse();

        hashes.add(0, 0);

        assertThat(hashes.hasRepeats()).isFalse();
        assertThat(hashes.size()).isEqualTo(1);
    }

    @Test
    void one_hash_that_comes_twice_is_found_among_many_wherever_it_is() {
        for (int again : new int[] {0, 1, 20_000, 49_999}) {
            var many = new RowHashes();
            var random = new Random(again);
            long high = 0;
            long low = 0;
            for (int i = 0; i < 50_000; i++) {
                var nextHigh = random.nextLong();
                var nextLow = random.nextLong();
                many.add(nextHigh, nextLow);
                high = i == again ? nextHigh : high;
                low = i == again ? nextLow : low;
            }
            assertThat(many.hasRepeats()).isFalse();

            many.add(high, low);

            assertThat(many.hasRepeats()).as("of row %d", again).isTrue();
        }
    }

    @Test
    void hashes_that_differ_in_one_of_their_96_bits_are_no_repeat() {
        hashes.add(7L << 56 | 1, 1L << 32);
        hashes.add(7L << 56 | 2, 1L << 32);
        hashes.add(7L << 56 | 1, 2L << 32);
        assertThat(hashes.hasRepeats()).isFalse();

        hashes.add(7L << 56 | 2, 1L << 32);

        assertThat(hashes.hasRepeats()).isTrue();
    }
}
