package dev.imconnector.credit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreditTest {

    private static Credit of(String amount) {
        return new Credit("CRM-1", "P-7", "2026-03-31", new BigDecimal(amount), "EUR", "2026-03");
    }

    private static String hash(Credit credit) {
        return HexFormat.of().formatHex(credit.contentHash());
    }

    @Test
    void the_content_hash_is_the_one_that_anybody_can_compute() {
        // printf 'CRM-1\nP-7\n2026-03-31\n1234.5\nEUR\n2026-03\n' | sha256sum
        assertThat(hash(of("1234.50"))).isEqualTo("e4e68eb16bf9a43940fe288810561d9462ab4e3e7bc4c81c48bb0e3ab855eff5");
    }

    @Property(tries = 200)
    void amounts_of_one_value_are_one_content(@ForAll BigDecimal amount, @ForAll @IntRange(max = 20) int zeros) {
        var longer = amount.setScale(Math.max(0, amount.scale()) + zeros);
        assertThat(of(longer.toPlainString()).contentHash())
                .isEqualTo(of(amount.toPlainString()).contentHash());
    }

    @Test
    void any_other_value_is_another_content() {
        var credit = of("10");
        assertThat(hash(of("-10"))).isNotEqualTo(hash(credit));
        assertThat(hash(of("100"))).isNotEqualTo(hash(credit));
        assertThat(hash(new Credit("CRM-1P", "-7", "2026-03-31", BigDecimal.TEN, "EUR", "2026-03")))
                .isNotEqualTo(hash(credit));
        assertThat(hash(new Credit("CRM-1", "P-7", "2026-03-31T00:00Z", BigDecimal.TEN, "EUR", "2026-03")))
                .isNotEqualTo(hash(credit));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.00", "-0.0000001", "1234567890123456789012345678901234567890", "10", "10.00", "1000000"})
    void the_amount_is_sent_as_a_number_with_exactly_its_digits(String amount) {
        assertThat(CreditJson.of(of(amount)))
                .isEqualTo("{\"sourceRef\":\"CRM-1\",\"participantId\":\"P-7\",\"transactionDate\":\"2026-03-31\","
                        + "\"amount\":" + amount + ",\"currencyCode\":\"EUR\",\"periodId\":\"2026-03\"}");
    }
}
