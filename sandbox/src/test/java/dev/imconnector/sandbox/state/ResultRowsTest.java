package dev.imconnector.sandbox.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.sandbox.http.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ResultRowsTest {

    private static final int MANY = 10_000_000;
    private static final ResultRows ROWS = new ResultRows(MANY);

    private static String json(int row) {
        return new String(Json.bytes(out -> ROWS.write(row, null, out)), StandardCharsets.UTF_8);
    }

    private static List<SortKey> keys(String text) {
        return SortKey.parse(text, Schema.RESULTS);
    }

    @Property
    void aRowIsTheSameEachTimeAndItsTextAgreesWithItsValues(@ForAll @IntRange(max = MANY - 1) int row)
            throws Exception {
        var parsed = Json.MAPPER.readTree(json(row));

        assertThat(new ResultRows(MANY).value(row, "payoutAmount")).isEqualTo(ROWS.value(row, "payoutAmount"));
        assertThat(parsed.get("payoutAmount").decimalValue()).isEqualTo(ROWS.value(row, "payoutAmount"));
        for (var field : List.of("resultId", "participantId", "periodId", "status", "currencyCode", "calculatedDate")) {
            assertThat(parsed.get(field).textValue()).isEqualTo(ROWS.value(row, field));
        }
        assertThat(ROWS.find(parsed.get("resultId").textValue())).isEqualTo(row);
    }

    @Property
    void rowNumbersAscendByTheKeysTheyClaim(@ForAll @IntRange(max = MANY - 2) int row) {
        for (var text : List.of("resultId", "participantId,periodId", "participantId,resultId", "resultId,status")) {
            var keys = keys(text);
            assertThat(ROWS.ascendBy(keys)).isTrue();
            assertThat(SortKey.compare(keys, SortKey.valuesOf(keys, ROWS, row), SortKey.valuesOf(keys, ROWS, row + 1)))
                    .isNegative();
        }
    }

    @Test
    void noOtherKeysAreClaimed() {
        for (var text : List.of("resultId desc", "periodId", "status,resultId", "participantId,status,periodId")) {
            assertThat(ROWS.ascendBy(keys(text))).as(text).isFalse();
        }
        assertThat(ROWS.areUniqueBy(keys("periodId,status,participantId"))).isTrue();
        assertThat(ROWS.areUniqueBy(keys("participantId,status"))).isFalse();
    }

    @Test
    void rowsHoldWhatClientsGetWrong() {
        var all = IntStream.range(0, 2_100).mapToObj(ResultRowsTest::json).toList();

        assertThat(all).anyMatch(row -> row.contains("\"resultSeq\":70368744177664002"));
        assertThat(all).anyMatch(row -> row.contains("\"attainment\":1.10"));
        assertThat(all).anyMatch(row -> row.contains("0.9000000000000000001"));
        assertThat(all).anyMatch(row -> row.contains("\"payoutAmount\":12345678901234574.8900"));
        assertThat(all).anyMatch(row -> row.contains("\"payoutAmount\":-"));
        assertThat(all).anyMatch(row -> row.contains("O'Brien, \\\"Q1\\\""));
        assertThat(all).anyMatch(row -> row.contains("\"cap\":null"));
        assertThat(IntStream.range(0, 10_000)
                        .filter(row -> ROWS.value(row, "status").equals("APPROVED"))
                        .count())
                .isBetween(7_800L, 8_200L);
        assertThat(all).noneMatch(row -> row.contains("E+") || row.contains("E-"));
        assertThat((BigDecimal) ROWS.value(5, "payoutAmount")).hasScaleOf(13);
    }
}
