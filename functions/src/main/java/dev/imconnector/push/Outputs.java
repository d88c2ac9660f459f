package dev.imconnector.push;

import dev.imconnector.credit.Outcome;
import dev.imconnector.credit.Rejection;
import dev.imconnector.im.write.CreditOutcome;
import dev.imconnector.push.PushState.WithoutOutcome;
import dev.imconnector.report.RejectReasons;
import dev.imconnector.run.Part;
import dev.imconnector.run.PartBuffer;
import dev.imconnector.run.PartConcatenator;
import dev.imconnector.run.RunRecord;
import dev.imconnector.source.CreditSource;
import dev.imconnector.source.RejectFormat;
import dev.imconnector.source.SourceRecord;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** The rejects and the receipts of a push, part by part, and composed at its end. For use by one thread. */
final class Outputs {

    /** A part is written before it grows beyond this, whenever the next checkpoint is due. */
    private static final int MAX_PART = 4 * 1024 * 1024;

    private static final byte[] NOTHING = {};

    static final String RECEIPTS = "receipts.jsonl.gz";

    /** Whatever an end of a run may leave behind: its next end may be about an input of another format. */
    private static final List<String> OUTPUTS = List.of("rejects.csv", "rejects.jsonl", RECEIPTS);

    private final ObjectStore store;
    private final Location folder;
    private final PushState state;
    private final ReceiptLine receiptLine = new ReceiptLine();
    private final PartBuffer rejects = new PartBuffer(false);
    private final PartBuffer receipts = new PartBuffer(true);
    private CreditSource source;
    private RejectFormat format;

    Outputs(ObjectStore store, Location folder, PushState state) {
        this.store = store;
        this.folder = folder;
        this.state = state;
    }

    /** Rejects are handed back in the form of this input. To be called before there is any. */
    void of(CreditSource input) {
        source = input;
        format = input.rejectFormat(state.pins.guardsRejects());
    }

    void reject(SourceRecord record, Rejection rejection) {
        rejects.add(record.position(), format.line(record, rejection));
        state.rejectReasons.add(rejection.code(), rejection.reason(), record.file(), record.line(), record.sourceRef());
    }

    void receipt(SourceRecord record, CreditOutcome outcome) {
        receipts.add(
                record.position(), receiptLine.of(record, outcome.kind().name(), outcome.imId(), outcome.sentAt()));
    }

    /** Forgets what is not written yet. */
    void forget() {
        rejects.clear();
        receipts.clear();
    }

    boolean isLarge() {
        return rejects.size() + receipts.size() > MAX_PART;
    }

    /** What has come since the last time, named in the state: to be written before the state is. */
    List<Part> take(int generation) {
        var parts = new ArrayList<Part>(2);
        rejects.take(folder, state.rejectParts, generation).ifPresent(parts::add);
        receipts.take(folder, state.receiptParts, generation).ifPresent(parts::add);
        return parts;
    }

    /** Writes it when there is much of it. */
    void flushIfLarge(int generation) {
        if (isLarge()) {
            flush(generation);
        }
    }

    /** Writes what has come since the last time, and names it in the state. */
    void flush(int generation) {
        take(generation).forEach(part -> part.write(store));
    }

    /**
     * Composes both outputs and names them in the record. Those without a line are not written: what an earlier end of the
     * run left there is gone then.
     */
    void compose(RunRecord run, Runnable betweenParts) {
        var concatenator = new PartConcatenator(store, betweenParts);
        var rejectTail = new ArrayList<byte[]>();
        var receiptTail = new ArrayList<byte[]>();
        addThoseWithoutOutcome(rejectTail, receiptTail);
        Location rejectsAt = null;
        if (!state.rejectParts.isEmpty() || !rejectTail.isEmpty()) {
            rejectsAt = folder.resolve(format.fileName());
            concatenator.compose(rejectsAt, format.header(), state.rejectParts.locations(folder), rejectTail);
        }
        Location receiptsAt = null;
        if (!state.receiptParts.isEmpty() || !receiptTail.isEmpty()) {
            receiptsAt = folder.resolve(RECEIPTS);
            concatenator.compose(receiptsAt, NOTHING, state.receiptParts.locations(folder), gzipped(receiptTail));
        }
        name(run, rejectsAt, receiptsAt);
    }

    /** For an end without its input: there are only the parts, and what an earlier end left is true no longer. */
    void composeNone(RunRecord run) {
        name(run, null, null);
    }

    private void name(RunRecord run, Location rejectsAt, Location receiptsAt) {
        run.rejects(rejectsAt);
        run.receipts(receiptsAt);
        deleteOthers(rejectsAt, receiptsAt);
    }

    private void deleteOthers(Location rejectsAt, Location receiptsAt) {
        for (var name : OUTPUTS) {
            var location = folder.resolve(name);
            if (!location.equals(rejectsAt)
                    && !location.equals(receiptsAt)
                    && store.find(location).isPresent()) {
                store.delete(location);
            }
        }
    }

    /**
     * The lines of records without an outcome are made only at the end, from the input: until then the record may still
     * come to one, and a line in a part cannot be taken back.
     */
    private void addThoseWithoutOutcome(List<byte[]> rejectTail, List<byte[]> receiptTail) {
        state.withoutOutcomeReasons = new RejectReasons();
        if (state.withoutOutcome.isEmpty()) {
            return;
        }
        var open = new HashMap<Long, WithoutOutcome>();
        state.withoutOutcome.forEach(each -> open.put(each.position(), each));
        var first = state.withoutOutcome.stream()
                .mapToLong(WithoutOutcome::position)
                .min()
                .orElseThrow();
        try (var records = source.open(first)) {
            while (!open.isEmpty()) {
                var record = records.next();
                var without = open.remove(record.position());
                if (without != null) {
                    state.withoutOutcomeReasons.add(
                            without.code(), without.reason(), record.file(), record.line(), record.sourceRef());
                    rejectTail.add(format.line(record, new Rejection(without.code(), without.reason())));
                    if (!without.repeats()) {
                        receiptTail.add(receiptLine.of(record, Outcome.FAILED.name(), null, without.sentAt()));
                    }
                }
            }
        }
    }

    private static List<byte[]> gzipped(List<byte[]> lines) {
        return lines.isEmpty() ? List.of() : List.of(Part.gzip(lines));
    }

    /** The parts that are needed no longer once the record names the composed outputs; the state forgets them. */
    List<Location> forgetParts() {
        var parts = new ArrayList<>(state.rejectParts.locations(folder));
        parts.addAll(state.receiptParts.locations(folder));
        if (state.repeats != null) {
            parts.add(folder.resolve(state.repeats));
        }
        if (state.learned != null) {
            parts.add(folder.resolve(state.learned));
        }
        state.forgetParts();
        return parts;
    }
}
