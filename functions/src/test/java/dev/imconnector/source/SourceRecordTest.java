package dev.imconnector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.credit.CreditField;
import dev.imconnector.credit.RawCredit;
import dev.imconnector.credit.Rejection;
import org.junit.jupiter.api.Test;

/** A record is a credit or rejected, and says of itself what it can either way. */
class SourceRecordTest {

    private static final Place PLACE = new Place(4, 0, "s3://crm/a.csv", 7);
    private static final Original ORIGINAL = new Original.JsonLine("{}", true);

    private final RawCredit raw = new RawCredit()
            .set(CreditField.SOURCE_REF, " S-1 ")
            .set(CreditField.PARTICIPANT_ID, "P-1")
            .set(CreditField.TRANSACTION_DATE, "2026-03-31")
            .set(CreditField.AMOUNT, "10.50")
            .set(CreditField.CURRENCY_CODE, "EUR")
            .set(CreditField.PERIOD_ID, "2026-03");

    @Test
    void a_valid_one_has_a_credit_and_no_rejection() {
        var record = SourceRecord.checked(PLACE, raw, ORIGINAL);

        assertThat(record.isValid()).isTrue();
        assertThat(record.credit().sourceRef()).isEqualTo("S-1").isEqualTo(record.sourceRef());
        assertThat(record.amount()).isEqualTo("10.50");
        assertThatThrownBy(record::rejection).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_rejected_one_has_no_credit_and_keeps_what_is_valid_of_it() {
        var record = SourceRecord.checked(PLACE, raw.set(CreditField.AMOUNT, "ten"), ORIGINAL);

        assertThat(record.isValid()).isFalse();
        assertThat(record.rejection().code()).isEqualTo("AMOUNT_INVALID");
        assertThat(record.sourceRef()).isEqualTo("S-1");
        assertThat(record.amount()).isNull();
        assertThat(record.currencyCode()).isEqualTo("EUR");
        assertThatThrownBy(record::credit)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("s3://crm/a.csv");
    }

    @Test
    void one_that_is_rejected_as_a_whole_is_so_though_its_fields_are_good() {
        var why = new Rejection("FIELD_COUNT", "too many");

        var record = SourceRecord.rejected(PLACE, why, raw, ORIGINAL);

        assertThat(record.rejection()).isEqualTo(why);
        assertThat(record.amount()).isEqualTo("10.50");
    }

    @Test
    void of_one_that_could_not_be_read_nothing_is_known_but_its_place() {
        var record = SourceRecord.unreadable(PLACE, new Rejection("NOT_AN_OBJECT", "no"), ORIGINAL);

        assertThat(record.sourceRef()).isNull();
        assertThat(record.amount()).isNull();
        assertThat(record.currencyCode()).isNull();
        assertThat(record.line()).isEqualTo(7);
        assertThat(record.position()).isEqualTo(4);
    }
}
