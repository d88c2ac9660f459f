package dev.imconnector.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The account of a night, taken when it is over: what whoever made up the rows meant, against what IM holds, what the record
 * says, and what the outputs list.
 */
final class Account {

    private static final List<String> OURS = List.of("_file", "_line", "_sourceRef", "_code", "_reason");

    private final World world;
    private final List<Export.Placed> rows;
    private final List<Export.Placed> left;
    private final RunRecord answer;
    private final JsonNode record;
    private final Map<String, Fate> fates = new LinkedHashMap<>();

    /** What is to have become of a row. */
    private enum Fate {
        IN_IM,
        REPEATS,
        /** An equal one, which was sent for both, was rejected. */
        REPEATS_REJECTED,
        REJECTED_HERE,
        REJECTED_BY_IM
    }

    Account(World world, Export export, RunRecord answer) {
        this.world = world;
        this.answer = answer;
        this.record = world.record();
        var pinned = new HashSet<String>();
        if (record != null) {
            record.path("input").forEach(input -> pinned.add(input.path("uri").asText()));
        }
        this.rows = export.placed().stream()
                .filter(placed -> pinned.contains(placed.file()))
                .toList();
        this.left = export.placed().stream()
                .filter(placed -> !pinned.contains(placed.file()))
                .toList();
    }

    void take() {
        limit(world);
        if (answer == null || record == null) {
            world.violated("The run ends", "there is no answer at the end");
            return;
        }
        decide();
        if (!isFit()) {
            unfit();
            return;
        }
        status();
        inIm();
        counts();
        rejects(this::isRejected);
        receipts();
        clutter();
    }

    /** Of a run that has only looked: nothing was sent, and it says what would be. */
    void takeOfALook() {
        decide();
        if (!isFit()) {
            unfit();
            return;
        }
        var expected = new HashMap<String, BigDecimal>();
        var toSend = 0L;
        for (var placed : rows) {
            if (isFirst(placed)) {
                toSend++;
                expected.merge(placed.row().currencyCode(), placed.row().amount(), BigDecimal::add);
            }
        }
        mustBe("toSend", toSend, record.path("toSend").asLong(-1));
        mustBe("read", rows.size(), answer.read());
        mustBe("rejected", count(Fate.REJECTED_HERE), answer.rejected());
        mustBe("present", rows.size() - toSend - count(Fate.REJECTED_HERE), answer.alreadyPresent());
        mustBe("created or failed", 0, answer.created() + answer.failed());
        mustBeTotals(expected, Set.of("TO_SEND"));
        rejects(placed -> fates.get(key(placed)) == Fate.REJECTED_HERE);
        if (answer.receipts().isPresent()) {
            world.violated("Only what was sent has a receipt", answer.receipts().toString());
        }
    }

    /** Whether it is the one that is sent, for itself and for all that are equal. */
    private boolean isFirst(Export.Placed placed) {
        var fate = fates.get(key(placed));
        return fate == Fate.IN_IM || fate == Fate.REJECTED_BY_IM;
    }

    /** Of every kind of run. */
    static void limit(World world) {
        if (world.traffic.mostInAMinute() > world.history.manner().limit()
                && world.history.manner().limit() > 0
                && !world.haveClocksJumped()) {
            world.violated(
                    "No more requests than the limit in any 60 s",
                    world.traffic.mostInAMinute() + " of "
                            + world.history.manner().limit());
        }
    }

    private static String key(Export.Placed placed) {
        return placed.file() + ":" + placed.line();
    }

    private void decide() {
        var byRef = new HashMap<String, List<Export.Placed>>();
        for (var placed : rows) {
            if (placed.row().kind().isSound()) {
                byRef.computeIfAbsent(placed.row().sourceRef(), ref -> new ArrayList<>())
                        .add(placed);
            }
        }
        for (var placed : rows) {
            fates.put(key(placed), fate(placed, byRef.get(placed.row().sourceRef())));
        }
    }

    private Fate fate(Export.Placed placed, List<Export.Placed> same) {
        var row = placed.row();
        if (!row.kind().isSound()) {
            return Fate.REJECTED_HERE;
        }
        var first = same.get(0);
        if (same.stream().anyMatch(other -> !other.row().hasContentOf(first.row()))) {
            return Fate.REJECTED_HERE;
        }
        var isInIm = world.tenant.credits().containsKey(row.sourceRef())
                || !world.tenant.refused().contains(row.sourceRef());
        if (placed == first) {
            return isInIm ? Fate.IN_IM : Fate.REJECTED_BY_IM;
        }
        return isInIm ? Fate.REPEATS : Fate.REPEATS_REJECTED;
    }

    /** Whether it is to be in the rejects. */
    private boolean isRejected(Export.Placed placed) {
        var fate = fates.get(key(placed));
        return fate != Fate.IN_IM && fate != Fate.REPEATS;
    }

    private long count(Fate fate) {
        return fates.values().stream().filter(each -> each == fate).count();
    }

    private boolean isFit() {
        return !rows.isEmpty() && count(Fate.REJECTED_HERE) * 100 <= rows.size() * threshold();
    }

    /** What was set when the run began, whatever is set by now. */
    private long threshold() {
        return record.path("checkpoint")
                .path("pins")
                .path("rejectThresholdPercent")
                .asLong(world.history.manner().threshold());
    }

    /** Nothing may have been sent, and the local rejects are listed. */
    private void unfit() {
        if (answer.status() != RunStatus.FAILED) {
            world.violated("Nothing is sent from an unfit input", "the run is " + answer.status());
        }
        for (var placed : rows) {
            var credit = world.tenant.credits().get(placed.row().sourceRef());
            if (credit != null && !credit.has("by") && !isBeside(placed.row())) {
                world.violated("Nothing is sent from an unfit input", placed.row() + " is in IM");
            }
        }
        if (!rows.isEmpty()) {
            rejects(placed -> fates.get(key(placed)) == Fate.REJECTED_HERE);
        }
    }

    private boolean isBeside(Row row) {
        return world.history.beside().stream()
                .anyMatch(other -> other.sourceRef().equals(row.sourceRef()));
    }

    private void status() {
        var sent = count(Fate.IN_IM) + count(Fate.REJECTED_BY_IM);
        var tooMany = count(Fate.REJECTED_BY_IM) * 100 > sent * threshold();
        var expected = tooMany ? RunStatus.FAILED : RunStatus.COMPLETED;
        if (answer.status() != expected) {
            world.violated(
                    "A run ends as it should", "it is " + Records.summary(record) + ", and should be " + expected);
        }
        if (!record.path("status").asText().equals(answer.status().name())) {
            world.violated("The answer is the record", answer.status() + ", " + Records.summary(record));
        }
    }

    private void inIm() {
        for (var placed : rows) {
            var row = placed.row();
            var credit = world.tenant.credits().get(row.sourceRef());
            var fate = fates.get(key(placed));
            if (fate == Fate.IN_IM || fate == Fate.REPEATS) {
                if (credit == null) {
                    world.violated("Every valid credit is in IM", row + " is not");
                } else if (!credit.has("by") && !isAs(credit, row)) {
                    world.violated("A credit is in IM as it was in the file", row + " is " + credit);
                }
            } else if (credit != null && !credit.has("by") && !isBeside(row) && !isSoundElsewhere(row)) {
                world.violated("A rejected record is not in IM", row + " is");
            }
        }
        for (var placed : left) {
            var credit = world.tenant.credits().get(placed.row().sourceRef());
            if (credit != null && !credit.has("by") && !isBeside(placed.row()) && !isSoundElsewhere(placed.row())) {
                world.violated("Only what a run has pinned is sent", placed.row() + " of " + placed.file());
            }
        }
    }

    /** A broken row may bear the sourceRef of a sound one. */
    private boolean isSoundElsewhere(Row row) {
        return rows.stream()
                .anyMatch(other ->
                        other.row().sourceRef().equals(row.sourceRef()) && fates.get(key(other)) == Fate.IN_IM);
    }

    private boolean isAs(JsonNode credit, Row row) {
        return credit.path("participantId").asText().equals(row.participantId())
                && credit.path("transactionDate").asText().equals(row.transactionDate())
                && credit.path("amount").isNumber()
                && row.isAmount(credit.path("amount").decimalValue(), world.history.kind())
                && credit.path("currencyCode").asText().equals(row.currencyCode())
                && credit.path("periodId").asText().equals(row.periodId());
    }

    private void counts() {
        mustBe("read", rows.size(), answer.read());
        mustBe("failed", 0, answer.failed());
        mustBe("rejected", rows.stream().filter(this::isRejected).count(), answer.rejected());
        mustBe("in IM", count(Fate.IN_IM) + count(Fate.REPEATS), answer.created() + answer.alreadyPresent());
        var certain = rows.stream()
                .filter(placed -> fates.get(key(placed)) == Fate.REPEATS
                        || fates.get(key(placed)) == Fate.IN_IM && placed.row().kind() == Row.Kind.THERE)
                .count();
        if (answer.alreadyPresent() < certain) {
            world.violated(
                    "What was there before is not counted as created", answer.alreadyPresent() + " of " + certain);
        }
        totals();
    }

    private void totals() {
        var expected = new HashMap<String, BigDecimal>();
        for (var placed : rows) {
            var fate = fates.get(key(placed));
            if (fate == Fate.IN_IM || fate == Fate.REPEATS) {
                expected.merge(placed.row().currencyCode(), placed.row().amount(), BigDecimal::add);
            }
        }
        mustBeTotals(expected, Set.of("CREATED", "ALREADY_PRESENT"));
    }

    private void mustBeTotals(Map<String, BigDecimal> expected, Set<String> outcomes) {
        var found = new HashMap<String, BigDecimal>();
        for (var total : record.path("totals")) {
            if (outcomes.contains(total.path("outcome").asText())) {
                found.merge(
                        total.path("currencyCode").asText(),
                        new BigDecimal(total.path("amount").asText()),
                        BigDecimal::add);
            }
        }
        for (var currency : union(expected.keySet(), found.keySet())) {
            var one = expected.getOrDefault(currency, BigDecimal.ZERO);
            var other = found.getOrDefault(currency, BigDecimal.ZERO);
            if (one.compareTo(other) != 0) {
                world.violated(
                        "The totals are the amounts of their records",
                        currency + " " + other + ", and should be " + one);
            }
        }
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        var all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }

    private void mustBe(String what, long expected, long found) {
        if (expected != found) {
            world.violated("The counts are those of the rows", what + " is " + found + ", and should be " + expected);
        }
    }

    private void rejects(Predicate<Export.Placed> isListed) {
        var expected = new HashMap<String, Export.Placed>();
        rows.stream().filter(isListed).forEach(placed -> expected.put(key(placed), placed));
        var seen = new HashSet<String>();
        for (var line : rejectLines()) {
            var key = line.get("_file") + ":" + line.get("_line");
            if (!seen.add(key)) {
                world.violated("A reject is listed once", key);
            }
            var placed = expected.get(key);
            if (placed == null) {
                world.violated(
                        "Only what is rejected is listed", key + " " + line.get("_code") + " " + line.get("_reason"));
            } else if (!line.get("_sourceRef").equals(placed.row().sourceRef())
                    || line.get("_reason").isBlank()
                    || !line.get("").equals(String.join("|", placed.cells()))) {
                world.violated("A reject is listed as it stood in its file, with a reason", line.toString());
            }
        }
        expected.keySet().stream()
                .filter(key -> !seen.contains(key))
                .findFirst()
                .ifPresent(key -> world.violated("Every record that is not in IM is in the rejects", key));
    }

    /** Each as a map; under an empty name the columns of the input, one after the other. */
    private List<Map<String, String>> rejectLines() {
        var named = answer.rejects().map(Object::toString);
        if (named.isEmpty()) {
            return List.of();
        }
        var text = world.disk.content(named.get()).map(World::text);
        if (text.isEmpty()) {
            world.violated("What a record names is there", named.get());
            return List.of();
        }
        return named.get().endsWith(".jsonl") ? jsonLines(text.get()) : csvLines(text.get());
    }

    private static List<Map<String, String>> jsonLines(String text) {
        var result = new ArrayList<Map<String, String>>();
        for (var line : text.lines().toList()) {
            var map = new HashMap<String, String>();
            var cells = new ArrayList<String>();
            json(line).properties().forEach(member -> {
                if (OURS.contains(member.getKey())) {
                    map.put(member.getKey(), member.getValue().asText());
                } else {
                    cells.add(member.getValue().asText());
                }
            });
            map.put("", String.join("|", cells));
            result.add(map);
        }
        return result;
    }

    private static JsonNode json(String text) {
        try {
            return Tenant.JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Map<String, String>> csvLines(String text) {
        var result = new ArrayList<Map<String, String>>();
        var records = csv(text);
        for (var cells : records.subList(1, records.size())) {
            var map = new HashMap<String, String>();
            for (int i = 0; i < OURS.size(); i++) {
                map.put(OURS.get(i), cells.get(i));
            }
            map.put("", String.join("|", cells.subList(OURS.size(), cells.size())));
            result.add(map);
        }
        return result;
    }

    /** RFC 4180. */
    private static List<List<String>> csv(String text) {
        var records = new ArrayList<List<String>>();
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        var quoted = false;
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '\n')) {
                cells.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    records.add(List.copyOf(cells));
                    cells.clear();
                }
            } else {
                cell.append(c);
            }
        }
        return records;
    }

    private void receipts() {
        var expected = new HashMap<String, Export.Placed>();
        rows.stream()
                .filter(placed -> fates.get(key(placed)) == Fate.IN_IM || fates.get(key(placed)) == Fate.REJECTED_BY_IM)
                .forEach(placed -> expected.put(key(placed), placed));
        var seen = new HashSet<String>();
        var lines = answer.receipts()
                .flatMap(at -> world.disk.content(at.toString()))
                .map(content -> World.text(content).lines().toList())
                .orElse(List.of());
        for (var line : lines) {
            var receipt = json(line);
            var key = receipt.path("file").asText() + ":" + receipt.path("line").asText();
            if (!seen.add(key)) {
                world.violated("A credit that was sent has one receipt", key + " has two");
            }
            var placed = expected.get(key);
            if (placed == null) {
                world.violated("Only what was sent has a receipt", line);
            } else if (!receipt.path("sourceRef").asText().equals(placed.row().sourceRef())
                    || !receipt.path("amount")
                            .decimalValue()
                            .equals(placed.row().amount())
                    || receipt.path("outcome").asText().equals("REJECTED") != (fates.get(key) == Fate.REJECTED_BY_IM)) {
                world.violated("A receipt says what was sent, and what became of it", line + " of " + placed.row());
            }
        }
        expected.keySet().stream()
                .filter(key -> !seen.contains(key))
                .findFirst()
                .ifPresent(key -> world.violated("A credit that was sent has one receipt", key + " has none"));
    }

    private void clutter() {
        var parts = world.disk.partsOf(record);
        if (answer.status() == RunStatus.COMPLETED && !parts.isEmpty()) {
            world.violated("A completed run names no parts", parts.toString());
        }
    }
}
