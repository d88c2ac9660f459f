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
class ReconcileErrand implements Errand {

    private final World world;
    private final Export export;
    private final Ledger ledger;
    private final TreeSet<String> expected = new TreeSet<>();
    private final List<Row> rows;

    /** Takes a credit that IM holds. */
    interface Holding {
        void take(String ref, BigDecimal amount, Row row, boolean isInError);
    }

    ReconcileErrand(World world) {
        this.world = world;
        this.rows = world.history.rows().stream()
                .map(row -> row.kind() == Row.Kind.EQUAL || row.kind() == Row.Kind.CONFLICTING
                        ? row.as(row.number(), Row.Kind.GOOD).named(row.sourceRef() + "+" + row.number())
                        : row)
                .toList();
        this.export = new Export(rows, world.history.manner());
        var credits = new ArrayList<String>();
        held((ref, amount, row, isInError) -> credits.add(
                json(ref, amount, row, isInError ? "ERROR" : row.number() % 11 == 2 ? "PROCESSED" : "PENDING")));
        this.ledger = new Ledger(credits, world.history.manner());
    }

    /** What IM has of each row: it, another amount, nothing, or one that is in error; and now and then one more. */
    final void held(Holding im) {
        rows.stream().filter(row -> row.kind().isSound()).forEach(row -> held(row, im));
    }

    private void held(Row row, Holding im) {
        var ref = row.sourceRef();
        switch (row.number() % 11) {
            case 1 -> expected.add("missing " + ref);
            case 2 -> {
                expected.add("changedAmount " + ref);
                im.take(ref, row.amount().add(BigDecimal.ONE), row, false);
            }
            case 3 -> {
                expected.add("error " + ref);
                im.take(ref, row.amount(), row, true);
            }
            case 4 -> {
                expected.add("extra " + ref + " by hand");
                im.take(ref + " by hand", row.amount(), row, false);
                im.take(ref, row.amount(), row, false);
            }
            default -> im.take(ref, row.amount(), row, false);
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
        export.putInto(world.disk);
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
