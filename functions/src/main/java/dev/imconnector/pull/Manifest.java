package dev.imconnector.pull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What makes a pull complete: written last, names the parts that belong to it.
 *
 * @param rows of all parts together
 * @param payoutAmount the exact sum over all rows, or null when none has one
 * @param payoutAmounts the same by currency
 * @param rowsWithoutPayoutAmount how many rows are not in the sum; null when none has one
 * @param columns of a CSV
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Manifest(
        String formatVersion,
        String runId,
        String entity,
        LocalDate businessDate,
        String format,
        String filter,
        List<String> select,
        String orderby,
        List<String> columns,
        long rows,
        long pages,
        BigDecimal payoutAmount,
        List<Payout> payoutAmounts,
        Long rowsWithoutPayoutAmount,
        List<PullState.Part> parts,
        Instant started,
        Instant finished,
        String version) {

    static final String NAME = "manifest.json";

    private static final String FORMAT_VERSION = "1.0";

    /** @param currencyCode null for rows without one */
    record Payout(String currencyCode, long rows, BigDecimal amount) {}

    static byte[] of(RunRecord run, PullState state, String version, Instant now) {
        var query = state.query;
        var total = state.payouts.total();
        var manifest = new Manifest(
                FORMAT_VERSION,
                run.id(),
                query.entity().text(),
                state.businessDate,
                query.format().text(),
                query.filter(),
                query.fields(),
                query.orderby(),
                state.columns,
                state.rows,
                state.pages,
                total,
                payouts(state.payouts),
                total == null ? null : state.payouts.without,
                state.parts,
                run.startedAt(),
                now.truncatedTo(ChronoUnit.MILLIS),
                version);
        try {
            return RunRecords.json().writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A manifest can always be written as JSON", e);
        }
    }

    private static List<Payout> payouts(Payouts payouts) {
        return payouts.sums.entrySet().stream()
                .map(entry -> new Payout(
                        entry.getKey().isEmpty() ? null : entry.getKey(),
                        entry.getValue().rows(),
                        entry.getValue().amount()))
                .toList();
    }
}
