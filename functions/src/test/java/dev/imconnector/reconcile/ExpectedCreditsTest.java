package dev.imconnector.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What IM should hold, known by hashes alone. */
class ExpectedCreditsTest {

    private final ExpectedCredits expected = new ExpectedCredits(2);

    @BeforeEach
    void two() {
        expected.add("S-1", new BigDecimal("10.50"), "EUR");
        expected.add("S-2", new BigDecimal("0"), "USD");
    }

    @Test
    void a_credit_is_found_by_its_sourceRef_with_its_own_amount() {
        assertThat(expected.hasAmount(expected.find("S-1"), new BigDecimal("10.5000"), "EUR"))
                .isTrue();
        assertThat(expected.hasAmount(expected.find("S-2"), new BigDecimal("0.00"), "USD"))
                .isTrue();
    }

    @Test
    void another_amount_or_currency_is_another() {
        assertThat(expected.hasAmount(expected.find("S-1"), new BigDecimal("10.51"), "EUR"))
                .isFalse();
        assertThat(expected.hasAmount(expected.find("S-1"), new BigDecimal("10.50"), "USD"))
                .isFalse();
    }

    @Test
    void what_was_not_added_is_absent() {
        assertThat(expected.find("S-3")).isEqualTo(ExpectedCredits.ABSENT);
    }

    @Test
    void each_is_seen_once() {
        assertThat(expected.see(expected.find("S-2"))).isTrue();
        assertThat(expected.see(expected.find("S-2"))).isFalse();
        assertThat(expected.isSeen(expected.find("S-1"))).isFalse();
        assertThat(expected.seen()).isEqualTo(1);
    }

    @Test
    void more_than_were_announced_or_one_twice_is_a_defect_that_is_said() {
        assertThatThrownBy(() -> expected.add("S-3", BigDecimal.ONE, "EUR"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("More credits than were announced");
        var one = new ExpectedCredits(2);
        one.add("S-1", BigDecimal.ONE, "EUR");
        assertThatThrownBy(() -> one.add("S-1", BigDecimal.TEN, "EUR"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("sourceRef of an earlier one");
    }
}
