package dev.imconnector.credit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CreditJsonTest {

    private final RawCredit raw = new RawCredit();

    private void read(String text) throws IOException {
        try (var json = new JsonFactory().createParser(text)) {
            json.nextToken();
            CreditJson.read(json, raw);
            assertThat(json.currentToken()).isEqualTo(JsonToken.END_OBJECT);
        }
    }

    @Test
    void numbers_count_as_the_text_they_are_written_in_without_an_exponent() throws IOException {
        read("{\"amount\":10.50,\"participantId\":12345678901234567,\"sourceRef\":\"A\",\"periodId\":1e5}");

        assertThat(raw.value(CreditField.AMOUNT)).isEqualTo("10.50");
        assertThat(raw.value(CreditField.PARTICIPANT_ID)).isEqualTo("12345678901234567");
        assertThat(raw.value(CreditField.SOURCE_REF)).isEqualTo("A");
        assertThat(raw.value(CreditField.PERIOD_ID)).isEqualTo("100000");
        assertThat(raw.value(CreditField.CURRENCY_CODE)).isNull();
    }

    @Test
    void other_members_are_skipped_whatever_they_hold() throws IOException {
        read("{\"x\":{\"amount\":1,\"y\":[{}]},\"SourceRef\":\"B\",\"amount\":2,\"z\":[1,[2]]}");

        assertThat(raw.value(CreditField.AMOUNT)).isEqualTo("2");
        assertThat(raw.value(CreditField.SOURCE_REF)).isNull();
    }

    @Test
    void what_is_no_text_and_no_number_is_noted() throws IOException {
        read("{\"amount\":{\"value\":1},\"sourceRef\":[\"A\"],\"participantId\":true,\"periodId\":null}");

        assertThat(raw.wrongType(CreditField.AMOUNT)).isEqualTo("an object");
        assertThat(raw.wrongType(CreditField.SOURCE_REF)).isEqualTo("an array");
        assertThat(raw.wrongType(CreditField.PARTICIPANT_ID)).isEqualTo("true");
        assertThat(raw.wrongType(CreditField.PERIOD_ID)).isNull();
    }

    @Test
    void nothing_of_the_record_before_is_left() throws IOException {
        read("{\"amount\":1,\"sourceRef\":{}}");
        read("{}");

        assertThat(raw.value(CreditField.AMOUNT)).isNull();
        assertThat(raw.wrongType(CreditField.SOURCE_REF)).isNull();
    }
}
