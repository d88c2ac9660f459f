package dev.imconnector.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.testkit.Inputs;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ReceiptLineTest {

    private static final Instant SENT_AT = Instant.parse("2026-04-01T02:15:07.250Z");

    @Test
    void a_receipt_says_what_was_sent_when_and_what_became_of_it() {
        var records = Inputs.of(
                        "a.csv",
                        Inputs.HEADER
                                + "\n\"Ä\"\"1\",P-1,2026-03-31,-1234567.50,EUR,2026-03\nB,P,2026-03-31,0.0000001,USD,x\n")
                .records();
        var receipts = new ReceiptLine();

        assertThat(text(receipts.of(records.get(0), "CREATED", null, SENT_AT)))
                .isEqualTo("{\"file\":\"s3://crm/credits/a.csv\",\"line\":2,\"sourceRef\":\"Ä\\\"1\","
                        + "\"amount\":-1234567.50,\"currencyCode\":\"EUR\",\"periodId\":\"2026-03\",\"sha256\":\""
                        + HexFormat.of().formatHex(records.get(0).credit().contentHash())
                        + "\",\"outcome\":\"CREATED\",\"sentAt\":\"2026-04-01T02:15:07.250Z\"}\n");
        assertThat(text(receipts.of(records.get(1), "ALREADY_PRESENT", "2814", SENT_AT)))
                .startsWith("{\"file\":\"s3://crm/credits/a.csv\",\"line\":3,\"sourceRef\":\"B\",\"amount\":0.0000001,")
                .endsWith(
                        "\"outcome\":\"ALREADY_PRESENT\",\"imId\":\"2814\",\"sentAt\":\"2026-04-01T02:15:07.250Z\"}\n");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
