package dev.imconnector.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.store.Location;
import dev.imconnector.testkit.MemoryStore;
import dev.imconnector.testkit.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunLeaseTest {

    private final SettableClock clock = new SettableClock();
    private final RunRecords records = new RunRecords(new MemoryStore(), Location.parse("file:///runs/"), clock);

    private RunLease begun() {
        var run = RunRecord.begin(new RunId("night"), RunKind.CREDIT_PUSH, null, "test", clock.instant());
        return records.begin(run, "one", Duration.ofSeconds(60));
    }

    @Test
    void a_lease_that_one_thread_found_lost_is_lost_to_those_that_would_send() {
        var lease = begun();
        clock.advance(Duration.ofSeconds(61));
        records.takeUp(records.find(new RunId("night")).orElseThrow(), "other", Duration.ofSeconds(60));
        assertThatThrownBy(lease::save).isInstanceOf(LeaseLostException.class);
        clock.advance(Duration.ofSeconds(-30));

        assertThatThrownBy(() -> lease.holdFor(Duration.ofSeconds(1))).isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(lease::renewIfDue).isInstanceOf(LeaseLostException.class);
    }

    @Test
    void is_renewed_when_the_clock_was_set_back_since_the_last_renewal() {
        var lease = begun();
        clock.advance(Duration.ofHours(-2));
        var before = records.find(new RunId("night")).orElseThrow().storedVersion();
        lease.renewIfDue();

        assertThat(records.find(new RunId("night")).orElseThrow().storedVersion())
                .isNotEqualTo(before);
    }
}
