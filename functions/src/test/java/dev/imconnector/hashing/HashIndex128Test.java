package dev.imconnector.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hashes that are numbered in the order in which they came. */
class HashIndex128Test {

    private record Hash(long high, long low) {}

    private static void numbersEachOnce(List<Hash> all, HashIndex128 index) {
        var seen = new ArrayList<Hash>();
        for (var hash : all) {
            var known = seen.indexOf(hash);
            assertThat(index.indexOf(hash.high, hash.low)).isEqualTo(known < 0 ? HashIndex128.ABSENT : known);
            assertThat(index.add(hash.high, hash.low)).isEqualTo(known < 0);
            if (known < 0) {
                seen.add(hash);
            }
            assertThat(index.size()).isEqualTo(seen.size());
        }
        for (var hash : all) {
            assertThat(index.indexOf(hash.high, hash.low)).isEqualTo(seen.indexOf(hash));
        }
    }

    /** Few low bits differ, so that many fall on one slot; zeros are hashes like any other. */
    @Property(tries = 300)
    void each_has_the_number_of_its_first_coming(
            @ForAll @Size(max = 120) List<@IntRange(min = -30, max = 30) Integer> values,
            @ForAll @IntRange(max = 200) int expected) {
        numbersEachOnce(
                values.stream().map(v -> new Hash(v, (long) (v / 5) << 40)).toList(), new HashIndex128(expected));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100_000, 300_000})
    void many_are_found_however_many_were_expected(int expected) {
        var random = new Random(1);
        var index = new HashIndex128(expected);
        for (int i = 0; i < 100_000; i++) {
            assertThat(index.add(random.nextLong(), random.nextLong())).isTrue();
        }
        var again = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            assertThat(index.indexOf(again.nextLong(), again.nextLong())).isEqualTo(i);
        }
        assertThat(index.indexOf(again.nextLong(), again.nextLong())).isEqualTo(HashIndex128.ABSENT);
    }

    @Test
    void more_than_fit_are_refused_before_memory_is_taken_for_them() {
        assertThatThrownBy(() -> new HashIndex128(1L << 40))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("268 million");
    }
}
