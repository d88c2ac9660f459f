package dev.imconnector.sandbox.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreditBookTest {

    private final CreditBook book = new CreditBook(new Journal());

    private static CreditItem item(String sourceRef) {
        return new CreditItem(sourceRef, "P1", "2026-03-31", "1.10", "EUR", "2026-03", null, null);
    }

    private static Verdict[] push(CreditBook book, List<CreditItem> items) {
        var held = book.receive(items);
        var none = new boolean[items.size()];
        var outcomes = book.store(items, held, none, none, all -> true);
        book.release(held);
        return outcomes;
    }

    /** The sourceRefs have few values and long, colliding hash codes ("Aa" and "BB" hash alike). */
    private static String ref(int number) {
        return Integer.toBinaryString(number).replace("0", "Aa").replace("1", "BB");
    }

    @Test
    void eachFieldOfACreditIsReadByItsPlace() {
        push(book, List.of(item("R-1"), item("R-2")));

        assertThat(IntStream.range(0, 6).mapToObj(place -> book.field(1, place)))
                .containsExactly("R-2", "P1", "2026-03-31", "1.10", "EUR", "2026-03");
    }

    @Property(tries = 300)
    void whateverArrivesEachSourceRefIsStoredOnceAndCountedEachTime(
            @ForAll @Size(max = 20) List<@Size(min = 1, max = 50) List<@IntRange(max = 60) Integer>> batches) {
        var model = new LinkedHashSet<String>();
        var sent = new HashMap<String, Integer>();
        var fresh = new CreditBook(new Journal());
        for (var batch : batches) {
            var outcomes =
                    push(fresh, batch.stream().map(number -> item(ref(number))).toList());
            for (int i = 0; i < outcomes.length; i++) {
                var ref = ref(batch.get(i));
                sent.merge(ref, 1, Integer::sum);
                assertThat(outcomes[i]).isEqualTo(model.add(ref) ? Verdict.CREATED : Verdict.DUPLICATE);
            }
        }

        assertThat(fresh.size()).isEqualTo(model.size());
        sent.forEach((ref, times) -> assertThat(fresh.timesSent(ref)).isEqualTo(times));
        var number = 0;
        for (var ref : model) {
            assertThat(fresh.credit(number++).sourceRef()).isEqualTo(ref);
            assertThat(fresh.find(ref).map(StoredCredit::sourceRef)).isEqualTo(Optional.of(ref));
        }
        assertThat(fresh.report().sentAgain())
                .isEqualTo(sent.values().stream().filter(times -> times > 1).count());
    }

    @Test
    void manyCreditsAreFoundAgainAndTheirSumIsExact() {
        for (int from = 0; from < 200_000; from += 1_000) {
            var items = new ArrayList<CreditItem>();
            for (int i = from; i < from + 1_000; i++) {
                items.add(item("ORDER-" + i));
            }
            assertThat(Set.of(push(book, items)[0], push(book, items)[999]))
                    .containsExactlyInAnyOrder(Verdict.CREATED, Verdict.DUPLICATE);
        }

        assertThat(book.size()).isEqualTo(200_000);
        assertThat(book.find("ORDER-123456").orElseThrow().number()).isEqualTo(123_456);
        assertThat(book.find("ORDER-200000")).isEmpty();
        assertThat(book.report().totals())
                .containsExactly(new SandboxReport.CurrencyTotal("EUR", 200_000, new BigDecimal("220000.00")));
        assertThat(book.report().mostSent()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 127, 128, 129, 255})
    void aSourceRefOfAnyLengthIsFoundAgain(int length) {
        for (var character : List.of("x", "\u00e9", "\u20ac")) {
            push(book, List.of(item(character.repeat(length))));

            assertThat(book.find(character.repeat(length)).orElseThrow().periodId())
                    .isEqualTo("2026-03");
        }
        assertThat(book.find("x".repeat(length + 1))).isEmpty();
    }

    @Test
    void oneSourceRefHeldByTwoRequestsIsSeenAndAfterTheReleaseItIsNot() {
        var first = book.receive(List.of(item("A"), item("B")));
        var second = book.receive(List.of(item("B"), item("C")));
        assertThat(book.report().sameSourceRefUnderWay()).isEqualTo(1);
        book.release(first);
        book.release(second);

        book.release(book.receive(List.of(item("A"), item("B"), item("C"))));

        assertThat(book.report().sameSourceRefUnderWay()).isEqualTo(1);
    }

    @Test
    void oneSourceRefTwiceInARequestIsHeldOnce() {
        book.release(book.receive(List.of(item("A"), item("A"))));

        book.receive(List.of(item("A")));
        book.receive(List.of(item("A")));

        assertThat(book.report().sameSourceRefUnderWay()).isEqualTo(1);
    }

    @Test
    void oneSourceRefTwiceInARequestIsAnotherMatter() {
        book.release(book.receive(List.of(item("A"), item("A"))));
        book.release(book.receive(List.of(item("A"))));

        assertThat(book.report().sameSourceRefInBatch()).isEqualTo(1);
        assertThat(book.report().sameSourceRefUnderWay()).isZero();
    }
}
