package dev.imconnector.pull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What makes a pull complete: written last, names the parts that belong to it. */
final class Manifest {

    static final String NAME = "manifest.json";

    private static final String FORMAT_VERSION = "1.0";

    private Manifest() {}

    /** @param currencyCode null for rows without one */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Payout(String currencyCode, long rows, BigDecimal amount) {}

    static byte[] of(RunRecord run, PullState state, String version, Instant now) {
        var manifest = RunRecords.json().createObjectNode();
        manifest.put("formatVersion", FORMAT_VERSION).put("runId", run.id());
        query(manifest, state);
        manifest.putPOJO("columns", state.columns).put("rows", state.rows).put("pages", state.pages);
        payouts(manifest, state.payouts);
        manifest.putPOJO("parts", state.parts)
                .putPOJO("started", run.startedAt())
                .putPOJO("finished", now.truncatedTo(ChronoUnit.MILLIS))
                .put("version", version);
        try {
            return RunRecords.json().writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A manifest can always be written as JSON", e);
        }
    }

    private static void query(ObjectNode manifest, PullState state) {
        var query = state.query;
        manifest.put("entity", query.entity().text())
                .putPOJO("businessDate", state.businessDate)
                .put("format", query.format().text())
                .put("filter", query.filter())
                .putPOJO("select", query.fields())
                .put("orderby", query.orderby());
    }

    /** The exact sum over all rows, the same by currency, and how many rows are in neither; null when none has one. */
    private static void payouts(ObjectNode manifest, Payouts payouts) {
        var total = payouts.total();
        manifest.put("payoutAmount", total)
                .putPOJO("payoutAmounts", byCurrency(payouts))
                .putPOJO("rowsWithoutPayoutAmount", total == null ? null : payouts.without);
    }

    private static List<Payout> byCurrency(Payouts payouts) {
        return payouts.sums.entrySet().stream()
                .map(entry -> new Payout(
                        entry.getKey().isEmpty() ? null : entry.getKey(),
                        entry.getValue().rows(),
                        entry.getValue().amount()))
                .toList();
    }
}
