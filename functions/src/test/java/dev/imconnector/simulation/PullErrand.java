package dev.imconnector.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.http.HttpCall;
import dev.imconnector.pull.PullRequest;
import dev.imconnector.pull.RowSelection;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.store.Location;
import dev.imconnector.time.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The pull of results. */
class PullErrand implements Errand {

    private static final String FOLDER = "file:///results/results/" + Kind.PULL.runId + "/";
    private static final String MANIFEST = FOLDER + "manifest.json";

    private final World world;
    private final Ledger ledger;

    PullErrand(World world) {
        this(world, rows(world));
    }

    /** @param rows all that there are, as a complete pull must give them */
    PullErrand(World world, List<String> rows) {
        this.world = world;
        this.ledger = new Ledger(rows, world.history.manner());
    }

    private static List<String> rows(World world) {
        var rows = new ArrayList<String>();
        for (var row : world.history.rows()) {
            rows.add(
                    "{\"participantId\":\"%s\", \"periodId\":\"%s-%d\",\"status\":\"APPROVED\",\"payoutAmount\":%s,\"note\":\"%s\"}"
                            .formatted(
                                    row.participantId(),
                                    row.periodId(),
                                    row.number(),
                                    row.amount().toPlainString(),
                                    row.number() % 5 == 0 ? "é \\u00e9 \\\"" : ""));
        }
        return rows;
    }

    /** The rows without what the connector adds to them. */
    List<String> asImWroteThem(List<String> rows) {
        return rows;
    }

    @Override
    public void prepare() {
        world.note(ledger.rows().size() + " rows");
    }

    @Override
    public RunRecord run(Machine machine, boolean retry, Deadline deadline) {
        var request = new PullRequest(
                Optional.of(Kind.PULL.runId),
                Optional.of(SCHEDULED),
                Optional.empty(),
                RowSelection.OPEN,
                Optional.empty(),
                retry);
        return machine.connector().resultsPull().pull(request, deadline);
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
        for (var part : record.path("parts")) {
            if (!world.disk.hasEverHeld(Location.parse(FOLDER + name(part)))) {
                world.violated("A part is written before a record names it", part.toString());
            }
        }
        if (record.path("status").asText().equals("COMPLETED")
                && world.disk.content(MANIFEST).isEmpty()) {
            world.violated("A completed pull has its manifest", Records.summary(record));
        }
    }

    private static String name(JsonNode part) {
        return part.isTextual() ? part.asText() : part.path("name").asText();
    }

    /** As soon as there is a manifest, all must be there. */
    @Override
    public void written(String location, byte[] content) {
        if (location.equals(MANIFEST)) {
            mustBeWhole(json(content));
        }
    }

    private static JsonNode json(byte[] content) {
        try {
            return Tenant.JSON.readTree(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void mustBeWhole(JsonNode manifest) {
        var lines = new ArrayList<String>();
        for (var part : manifest.path("parts")) {
            var content = world.disk.content(FOLDER + name(part));
            if (content.isEmpty()) {
                if (!world.disk.hasLost()) {
                    world.violated("The parts of a manifest are there", part.toString());
                }
                return;
            }
            var rows = World.text(content.get()).lines().toList();
            if (part.path("rows").asInt() != rows.size()
                    || !part.path("sha256").asText().equals(sha256(content.get()))) {
                world.violated("A manifest says what is in its parts", part.toString());
            }
            lines.addAll(asImWroteThem(rows));
        }
        if (!lines.equals(ledger.rows()) || manifest.path("rows").asInt() != lines.size()) {
            world.violated(
                    "No pulled row is lost, comes twice or is another",
                    lines.size() + " of " + ledger.rows().size() + ", " + manifest.path("rows"));
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void takeAccount(RunRecord last) {
        Account.limit(world);
        if (last == null || last.status() != RunStatus.COMPLETED) {
            world.violated("The run ends", "it is " + (last == null ? "dead" : last.status() + " " + last.error()));
            return;
        }
        if (last.rows() != ledger.rows().size()) {
            world.violated(
                    "The record counts the rows",
                    last.rows() + " of " + ledger.rows().size());
        }
        world.disk.content(MANIFEST).ifPresent(content -> {
            mustBeWhole(json(content));
            nothingElse(json(content));
        });
    }

    private void nothingElse(JsonNode manifest) {
        var named = new ArrayList<String>(List.of(MANIFEST));
        manifest.path("parts").forEach(part -> named.add(FOLDER + name(part)));
        world.disk.locations().stream()
                .filter(each -> each.startsWith(FOLDER) && !named.contains(each))
                .findFirst()
                // A writer that was frozen for long may write a part that no record will ever name.
                .filter(each -> !world.disk.hasLost() && !world.hasFrozen())
                .ifPresent(each -> world.violated("Only what the manifest names is there", each));
    }
}
