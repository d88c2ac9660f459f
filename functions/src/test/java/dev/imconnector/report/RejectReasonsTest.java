package dev.imconnector.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.run.RunRecords;
import org.junit.jupiter.api.Test;

/** Reasons are counted together when they say the same of different records. */
class RejectReasonsTest {

    private final RejectReasons reasons = new RejectReasons();

    @Test
    void what_is_peculiar_to_one_record_is_left_out() {
        assertThat(RejectReasons.general("IM_REJECTED", "Participant P-123 not found"))
                .isEqualTo("Participant \u2026 not found");
        assertThat(RejectReasons.general(
                        "AMOUNT_INVALID", "amount '1'234,56' is not an amount: as in -1234.50 is allowed"))
                .isEqualTo("amount \u2026 is not an amount: as in -1234.50 is allowed");
        assertThat(RejectReasons.general("CURRENCY_UNKNOWN", "currencyCode 'EURO' is not an ISO 4217 code such as EUR"))
                .isEqualTo("currencyCode \u2026 is not an ISO 4217 code such as EUR");
        assertThat(RejectReasons.general(
                        "CONFLICTING_SOURCE_REF", "sourceRef 'R-1' is also on line 12 with other content"))
                .isEqualTo("sourceRef \u2026 is also on line \u2026 with other content");
    }

    @Test
    void equal_reasons_are_counted_with_three_examples() {
        for (int i = 1; i <= 5; i++) {
            reasons.add("IM_REJECTED", "Participant P-" + i + " not found", "s3://b/exports/a.csv", i, "R-" + i);
        }

        assertThat(reasons.sorted()).hasSize(1);
        assertThat(reasons.sorted().get(0).count).isEqualTo(5);
        assertThat(reasons.sorted().get(0).examples)
                .containsExactly(
                        new RejectReasons.Example("a.csv", 1, "R-1"),
                        new RejectReasons.Example("a.csv", 2, "R-2"),
                        new RejectReasons.Example("a.csv", 3, "R-3"));
    }

    @Test
    void every_record_is_counted_however_many_reasons_there_are() {
        for (int i = 0; i < 300; i++) {
            reasons.add("IM_REJECTED", "reason " + "x".repeat(i), "f", i, null);
            reasons.add("AMOUNT_INVALID", "reason " + "y".repeat(i), "f", i, null);
        }

        assertThat(reasons.sorted().stream().mapToLong(reason -> reason.count).sum())
                .isEqualTo(600);
        assertThat(reasons.sorted()).hasSize(RejectReasons.MAX_REASONS + 2);
        assertThat(reasons.sorted().get(0).text).isNull();
    }

    @Test
    void a_checkpoint_keeps_them() {
        reasons.add("IM_REJECTED", "no", "f", 1, "R-1");

        var restored = RunRecords.json().convertValue(RunRecords.json().valueToTree(reasons), RejectReasons.class);
        restored.add("IM_REJECTED", "no", "f", 2, "R-2");

        assertThat(restored.sorted().get(0).count).isEqualTo(2);
        assertThat(restored.sorted().get(0).examples).hasSize(2);
    }
}
