package dev.imconnector.pull;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.im.dialect.Page;
import dev.imconnector.run.RunRecords;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The sum in the manifest is somebody's payroll: no cent may be rounded off, however fast it is added. */
class PayoutsTest {

    @Provide
    Arbitrary<String> amounts() {
        var few = Arbitraries.longs().between(-99_999_999, 99_999_999).map(cents -> BigDecimal.valueOf(cents, 2));
        var any = Arbitraries.longs()
                .flatMap(number ->
                        Arbitraries.integers().between(0, 25).map(scale -> BigDecimal.valueOf(number, scale)));
        var large = Arbitraries.bigIntegers().map(BigDecimal::new);
        var plain = Arbitraries.oneOf(few, any, large).map(BigDecimal::toPlainString);
        return Arbitraries.oneOf(plain, Arbitraries.of("0", "-0.00", "007.50", "1e3", "-2.5E-7", "999999999999999999"));
    }

    @Property
    void the_sum_is_that_of_BigDecimal_to_the_last_digit(@ForAll List<@From("amounts") String> amounts) {
        var payouts = sumOf(amounts);

        assertThat(payouts.total())
                .isEqualTo(amounts.stream()
                        .map(BigDecimal::new)
                        .reduce(BigDecimal::add)
                        .map(sum -> sum.setScale(Math.max(0, sum.scale())))
                        .orElse(null));
        assertThat(payouts.without).isZero();
    }

    @Property
    void a_resumed_pull_goes_on_with_the_sum_that_it_had(
            @ForAll List<@From("amounts") String> before, @ForAll List<@From("amounts") String> after)
            throws IOException {
        var json = RunRecords.json();
        var resumed = json.readValue(json.writeValueAsBytes(sumOf(before)), Payouts.class);
        add(resumed, after);

        var all = new ArrayList<>(before);
        all.addAll(after);
        assertThat(resumed.total()).isEqualTo(sumOf(all).total());
    }

    @Test
    void a_sum_beyond_what_a_long_holds_stays_exact() {
        var payouts = new Payouts();
        for (int i = 0; i < 100; i++) {
            add(payouts, List.of("999999999999999.999"));
        }

        assertThat(payouts.total()).isEqualTo(new BigDecimal("99999999999999999.900"));
    }

    private static Payouts sumOf(List<String> amounts) {
        var payouts = new Payouts();
        add(payouts, amounts);
        return payouts;
    }

    private static void add(Payouts payouts, List<String> amounts) {
        var rows = amounts.size();
        var currencies = new String[rows];
        Arrays.fill(currencies, "EUR");
        payouts.add(new Page(
                new byte[0], new int[2 * rows], false, amounts.toArray(String[]::new), currencies, Optional.empty()));
    }
}
