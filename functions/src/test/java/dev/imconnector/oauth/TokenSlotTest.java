package dev.imconnector.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenSlotTest {

    private static final Instant ISSUED = Instant.parse("2026-03-02T04:15:00Z");

    @ParameterizedTest
    @CsvSource({"1800, 1740000, 1785000", "100, 80000, 95000", "1, 800, 950"})
    void is_fresh_until_its_margin_and_usable_until_the_last_quarter_of_it(long life, long refreshAt, long unusableAt) {
        var slot = TokenSlot.of(new AccessToken("t", ISSUED, ISSUED.plusSeconds(life)));
        var issued = ISSUED.toEpochMilli();

        assertThat(slot.isFresh(issued + refreshAt - 1)).isTrue();
        assertThat(slot.isFresh(issued + refreshAt)).isFalse();
        assertThat(slot.isUsable(issued + unusableAt - 1)).isTrue();
        assertThat(slot.isUsable(issued + unusableAt)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"10, 1750000", "60, 1785000"})
    void is_put_off_no_longer_than_it_is_usable(long seconds, long refreshAt) {
        var slot = TokenSlot.of(new AccessToken("t", ISSUED, ISSUED.plusSeconds(1800)));

        var putOff = slot.putOffTo(ISSUED.plusSeconds(1740).plus(Duration.ofSeconds(seconds)));

        assertThat(putOff.refreshAtMillis()).isEqualTo(ISSUED.toEpochMilli() + refreshAt);
        assertThat(putOff.token()).isSameAs(slot.token());
    }
}
