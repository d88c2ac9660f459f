package dev.imconnector.hashing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class Hashes128Test {

    private record Hash(long high, long low) implements Comparable<Hash> {

        private static final Comparator<Hash> ORDER =
                Comparator.comparingLong(Hash::high).thenComparingLong(Hash::low);

        @Override
        public int compareTo(Hash other) {
            return ORDER.compare(this, other);
        }
    }

    private static Hashes128 hashes(List<Hash> all) {
        var result = new Hashes128();
        all.forEach(hash -> result.add(hash.high, hash.low));
        return result;
    }

    private static List<Hash> content(Hashes128 hashes) {
        var result = new ArrayList<Hash>();
        for (int i = 0; i < hashes.size(); i++) {
            result.add(new Hash(hashes.high(i), hashes.low(i)));
        }
        return result;
    }

    private static void sortsFindsAndKeepsRepeated(List<Hash> all) {
        var hashes = hashes(all);
        assertThat(content(hashes)).isEqualTo(all);

        hashes.sort();
        assertThat(content(hashes)).isEqualTo(all.stream().sorted().toList());

        var counts = new TreeMap<Hash, Integer>();
        all.forEach(hash -> counts.merge(hash, 1, Integer::sum));
        hashes.keepRepeated();
        assertThat(content(hashes))
                .isEqualTo(counts.keySet().stream()
                        .filter(hash -> counts.get(hash) > 1)
                        .toList());
        counts.forEach((hash, count) ->
                assertThat(hashes.indexOf(hash.high, hash.low) >= 0).isEqualTo(count > 1));
    }

    @Property(tries = 300)
    void they_are_sorted_and_only_the_repeated_are_kept(
            @ForAll @Size(max = 200) List<@IntRange(min = -20, max = 20) Integer> values) {
        // Both halves matter in the order, so both vary.
        sortsFindsAndKeepsRepeated(values.stream()
                .map(v -> new Hash(v / 4, Long.MIN_VALUE * (v & 1) + v))
                .toList());
    }

    @Test
    void many_chunks_are_sorted_as_one() {
        var random = new Random(1);
        var all = new ArrayList<Hash>();
        for (int i = 0; i < 40_000; i++) {
            var hash = new Hash(random.nextLong(), random.nextLong());
            all.add(hash);
            if (i % 5 == 0) {
                all.add(random.nextInt(all.size()), hash);
            }
        }
        sortsFindsAndKeepsRepeated(all);
    }

    @Test
    void a_hundred_thousand_equal_ones_are_no_trouble() {
        var all = new ArrayList<Hash>();
        for (int i = 0; i < 100_000; i++) {
            all.add(new Hash(7, 7));
        }
        sortsFindsAndKeepsRepeated(all);
    }
}
