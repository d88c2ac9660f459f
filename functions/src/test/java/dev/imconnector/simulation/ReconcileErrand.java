package dev.imconnector.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.http.HttpCall;
import dev.imconnector.reconcile.ReconcileRequest;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.time.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The comparison of a night's export with what IM holds. */
final class ReconcileErrand implements Errand {

    private final World world;
    private final Export export;
    private final Ledger ledger;
    private final TreeSet<String> expected = new TreeSet<>();

    ReconcileErrand(World world) {
        this.world = world;
        var rows = world.history.rows().stream()
                .map(row -> row.kind() == Row.Kind.EQUAL || row.kind() == Row.Kind.CONFLICTING
                        ? row.as(row.number(), Row.Kind.GOOD).named(row.sourceRef() + "+" + row.number())
                        : row)
                .toList();
        this.export = new Export(rows, world.history.manner());
        var credits = new ArrayList<String>();
        for (var row : rows) {
            if (row.kind().isSound()) {
                credit(row, credits);
            }
        }
        this.ledger = new Ledger(credits, world.history.manner());
    }

    /** What IM has of a row: it, another amount, nothing, or one that is in error or taken back; and now and then one more. */
    private void credit(Row row, List<String> credits) {
        switch (row.number() % 11) {
            case 1 -> expected.add("missing " + row.sourceRef());
            case 2 -> {
                expected.add("changedAmount " + row.sourceRef());
                credits.add(json(row.sourceRef(), row.amount().add(BigDecimal.ONE), row, "PROCESSED"));
            }
            case 3 -> {
                expected.add("error " + row.sourceRef());
                credits.add(json(row.sourceRef(), row.amount(), row, "ERROR"));
            }
            case 4 -> {
                expected.add("extra " + row.sourceRef() + " by hand");
                credits.add(json(row.sourceRef() + " by hand", row.amount(), row, "PENDING"));
                credits.add(json(row.sourceRef(), row.amount(), row, "PENDING"));
            }
            default -> credits.add(json(row.sourceRef(), row.amount(), row, "PENDING"));
        }
    }

    private static String json(String ref, BigDecimal amount, Row row, String status) {
        return Tenant.JSON
                .createObjectNode()
                .put("sourceRef", ref)
                .put("amount", amount)
                .put("currencyCode", row.currencyCode())
                .put("periodId", row.periodId())
                .put("status", status)
                .toString();
    }

    @Override
    public void prepare() {
        export.files().forEach(world.disk::put);
        world.disk.put(Export.MAPPING_AT, Tenant.utf8(Export.MAPPING));
    }

    @Override
    public RunRecord run(Machine machine, boolean retry, Deadline deadline) {
        var request = new ReconcileRequest(
                Optional.of(Kind.RECONCILE.runId),
                Optional.of(SCHEDULED),
                Optional.empty(),
                Optional.empty(),
                false,
                retry);
        return machine.connector().reconciliation().reconcile(request, deadline);
    }

    @Override
    public Deed deed(HttpCall call) {
        return new ReadDeed(
                ledger,
                call.uri().getPath(),
                Optional.ofNullable(call.uri().getRawQuery()).orElse(""));
    }

    @Override
    public void check(JsonNode record) {
        if (record.path("status").asText().equals("COMPLETED")) {
            Records.named(world, record, "output");
        }
    }

    /** An export without a sound record has nothing that could be compared. */
    @Override
    public boolean isRightlyFailed(RunRecord last) {
        var isAll = world.record().path("input").size() == export.files().size();
        return last.error()
                        .filter(error -> error.code().equals("FILTER_NEEDED"))
                        .isPresent()
                && (ledger.rows().isEmpty() || !isAll);
    }

    @Override
    public void takeAccount(RunRecord last) {
        Account.limit(world);
        if (last != null && isRightlyFailed(last)) {
            return;
        }
        if (last == null || last.status() != RunStatus.COMPLETED) {
            world.violated("The run ends", "it is " + (last == null ? "dead" : last.status() + " " + last.error()));
            return;
        }
        if (world.record().path("input").size() < export.files().size()) {
            // A listing was stale: what is in the other files is extra, which is what the record says.
            return;
        }
        var found = new TreeSet<String>();
        var lines = last.output()
                .flatMap(at -> world.disk.content(at.toString()))
                .map(content -> World.text(content).lines().toList())
                .orElse(List.of());
        for (var line : lines) {
            var difference = json(line);
            var key = difference.path("kind").asText() + " "
                    + difference.path("sourceRef").asText();
            if (!found.add(key)) {
                world.violated("A difference is listed once", key);
            }
        }
        if (!found.equals(expected)) {
            world.violated("The differences are those that there are", found + ", and should be " + expected);
        }
    }

    private static JsonNode json(String line) {
        try {
            return Tenant.JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
