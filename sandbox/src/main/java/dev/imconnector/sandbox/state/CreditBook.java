package dev.imconnector.sandbox.state;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The credits, and how often each sourceRef arrived. A million take some 110 MB. Safe for use by several threads; each
 * request's credits are stored in one step.
 */
public final class CreditBook {

    private static final int FIELDS = 7;

    private final ByteLog log = new ByteLog();
    private final SourceRefs refs = new SourceRefs(log);
    private final PackedTexts.Writer record = new PackedTexts.Writer();
    private final Map<String, Total> totals = new TreeMap<>();
    private final Map<Integer, String> statusByNumber = new HashMap<>();
    private final Journal journal;
    private int[] refOfCredit = new int[512];
    private int stored;
    private int processed;
    private int requests;
    private long changes;
    private long sent;
    private long sentAgain;
    private int mostSent;
    private long sameUnderWay;
    private long sameInRequest;

    private record Total(long count, BigDecimal amount) {}

    /**
     * What a request holds while it is under way.
     *
     * @param refs the number of each item's sourceRef, {@link SourceRefs#NONE} when it has none
     * @param first whether an item is the first of the request with its sourceRef
     */
    public record Held(int[] refs, boolean[] first) {}

    CreditBook(Journal journal) {
        this.journal = journal;
    }

    /** Counts what arrived, and holds its sourceRefs until {@link #release}. */
    public synchronized Held receive(List<CreditItem> items) {
        requests++;
        var held = new Held(new int[items.size()], new boolean[items.size()]);
        Arrays.fill(held.refs(), SourceRefs.NONE);
        for (int i = 0; i < items.size(); i++) {
            var sourceRef = items.get(i).sourceRef();
            if (sourceRef != null && sourceRef.length() <= 255) {
                held.refs()[i] = refs.findOrAdd(sourceRef);
                held.first()[i] = countAndHold(held.refs()[i]);
            }
        }
        journal.received(items);
        journal.flush();
        return held;
    }

    private boolean countAndHold(int ref) {
        count(ref);
        if (refs.inRequest(ref, requests)) {
            sameInRequest++;
            return false;
        }
        sameUnderWay += refs.hold(ref) > 0 ? 1 : 0;
        return true;
    }

    private void count(int ref) {
        sent++;
        var times = refs.sent(ref);
        sentAgain += times == 2 ? 1 : 0;
        mostSent = Math.max(mostSent, times);
    }

    public synchronized void release(Held held) {
        for (int i = 0; i < held.refs().length; i++) {
            if (held.first()[i]) {
                refs.release(held.refs()[i]);
            }
        }
    }

    /**
     * Decides about each credit of a request, and stores those that are good and new.
     *
     * @param bad which items break a rule
     * @param lost which items are not stored although the verdict says so
     * @param storesAny given all verdicts, whether anything is stored at all
     */
    public synchronized Verdict[] store(
            List<CreditItem> items, Held held, boolean[] bad, boolean[] lost, Predicate<Verdict[]> storesAny) {
        var verdicts = new Verdict[items.size()];
        for (int i = 0; i < verdicts.length; i++) {
            verdicts[i] = bad[i] ? Verdict.BAD : isDuplicate(held, i, verdicts) ? Verdict.DUPLICATE : Verdict.CREATED;
        }
        if (storesAny.test(verdicts)) {
            for (int i = 0; i < verdicts.length; i++) {
                if (verdicts[i] == Verdict.CREATED && !lost[i]) {
                    add(items.get(i), held.refs()[i]);
                }
            }
            journal.flush();
        }
        return verdicts;
    }

    private boolean isDuplicate(Held held, int item, Verdict[] before) {
        var ref = held.refs()[item];
        if (refs.creditNumber(ref) != SourceRefs.NONE) {
            return true;
        }
        for (int i = 0; i < item && !held.first()[item]; i++) {
            if (held.refs()[i] == ref && before[i] == Verdict.CREATED) {
                return true;
            }
        }
        return false;
    }

    private void add(CreditItem item, int ref) {
        record.clear()
                .add(item.sourceRef())
                .add(item.participantId())
                .add(item.transactionDate())
                .add(item.amount())
                .add(item.currencyCode())
                .add(item.periodId())
                .add(item.extras() == null ? new byte[0] : item.extras());
        refs.stored(ref, stored, log.append(record.buffer(), record.size()));
        if (stored == refOfCredit.length) {
            refOfCredit = Arrays.copyOf(refOfCredit, stored + stored / 2);
        }
        refOfCredit[stored++] = ref;
        totals.merge(
                item.currencyCode(),
                new Total(1, new BigDecimal(item.amount())),
                (old, more) -> new Total(old.count() + 1, old.amount().add(more.amount())));
        journal.created(item);
    }

    /** Counts an arrival from the journal. */
    synchronized void replayReceived(String sourceRef) {
        count(refs.findOrAdd(sourceRef));
    }

    /** Stores a credit from the journal. */
    synchronized void replayCreated(CreditItem item) {
        add(item, refs.findOrAdd(item.sourceRef()));
    }

    public synchronized int size() {
        return stored;
    }

    /** @param number 0 to {@link #size} - 1 */
    public synchronized StoredCredit credit(int number) {
        var ref = refOfCredit[number];
        var fields = fieldsOf(ref);
        var sourceRef = fields.next();
        return new StoredCredit(
                number,
                sourceRef,
                fields.next(),
                fields.next(),
                fields.next(),
                fields.next(),
                fields.next(),
                fields.next(),
                statusOf(number),
                refs.timesSent(ref));
    }

    /** One text of a credit, by its place in the record: sourceRef 0, participantId 1, and so on to periodId 5. */
    synchronized String field(int number, int place) {
        return fieldsOf(refOfCredit[number]).skip(place).next();
    }

    private PackedTexts fieldsOf(int ref) {
        var position = refs.position(ref);
        return new PackedTexts(log.segmentOf(position), ByteLog.offsetOf(position));
    }

    synchronized String statusOf(int number) {
        var planted = statusByNumber.get(number);
        return planted != null ? planted : number < processed ? "PROCESSED" : "PENDING";
    }

    public synchronized Optional<StoredCredit> find(String sourceRef) {
        var ref = refs.find(sourceRef);
        var number = ref == SourceRefs.NONE ? SourceRefs.NONE : refs.creditNumber(ref);
        return number == SourceRefs.NONE ? Optional.empty() : Optional.of(credit(number));
    }

    /** How often a sourceRef arrived, stored or not. */
    public synchronized int timesSent(String sourceRef) {
        var ref = refs.find(sourceRef);
        return ref == SourceRefs.NONE ? 0 : refs.timesSent(ref);
    }

    /** Gives a credit another status, as a person in IM would. @return whether there is such a credit */
    public synchronized boolean changeStatus(String sourceRef, String status) {
        var found = find(sourceRef);
        found.ifPresent(credit -> {
            statusByNumber.put(credit.number(), status);
            journal.statusChanged(sourceRef, status);
            changes++;
        });
        return found.isPresent();
    }

    /** Classifies all credits before {@code end}: those whose sourceRef matches go to ERROR. */
    synchronized void classify(int end, Optional<Pattern> errors) {
        if (end <= processed) {
            return;
        }
        for (int number = processed; number < end; number++) {
            if (errors.isPresent() && errors.get().matcher(field(number, 0)).matches()) {
                statusByNumber.putIfAbsent(number, "ERROR");
            }
        }
        processed = end;
        journal.classified(end, errors.map(Pattern::pattern).orElse(""));
        changes++;
    }

    /** The credits as they are now. */
    public synchronized Rows rows() {
        return new CreditRows(this, stored, changes);
    }

    /** One sourceRef that arrived. */
    record Arrival(String sourceRef, boolean stored, int timesSent) {}

    /** Shows every sourceRef that arrived until now, in order of its first arrival, without holding others up. */
    void forEachArrival(Consumer<Arrival> consumer) {
        int count;
        synchronized (this) {
            count = refs.size();
        }
        for (int ref = 0; ref < count; ref++) {
            consumer.accept(arrival(ref));
        }
    }

    private synchronized Arrival arrival(int ref) {
        return new Arrival(refs.text(ref), refs.creditNumber(ref) != SourceRefs.NONE, refs.timesSent(ref));
    }

    synchronized SandboxReport.Credits report() {
        var byCurrency = totals.entrySet().stream()
                .map(total -> new SandboxReport.CurrencyTotal(
                        total.getKey(),
                        total.getValue().count(),
                        total.getValue().amount()))
                .toList();
        return new SandboxReport.Credits(
                stored, sent, refs.size(), sentAgain, mostSent, sameUnderWay, sameInRequest, byCurrency);
    }
}
