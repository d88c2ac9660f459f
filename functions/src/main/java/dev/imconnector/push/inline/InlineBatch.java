package dev.imconnector.push.inline;

import dev.imconnector.credit.CheckedCredit;
import dev.imconnector.credit.Credit;
import dev.imconnector.credit.CreditCheck;
import dev.imconnector.credit.CreditField;
import dev.imconnector.credit.CreditRules;
import dev.imconnector.credit.RawCredit;
import dev.imconnector.credit.Rejection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * The credits of one request, checked by the rules of the nightly push before anything is sent: the fields, and equal
 * sourceRefs. Those with the same content are sent once; those with other content not at all, for nobody knows which is
 * meant. Filled and read by one thread.
 */
public final class InlineBatch {

    /** The most credits of a request. */
    public static final int MAX_CREDITS = 500;

    private final List<Row> rows = new ArrayList<>();

    /** @param sourceRef as found, or null */
    private record Row(String sourceRef, CheckedCredit checked) {

        Row judgedBy(CreditCheck check) {
            var fault = checked instanceof Credit credit ? check.fault(credit) : Optional.<Rejection>empty();
            return fault.map(why -> new Row(sourceRef, why)).orElse(this);
        }
    }

    /** Adds a credit; the order is that of the answer. */
    public void add(RawCredit raw) {
        rows.add(new Row(raw.trimmed(CreditField.SOURCE_REF), CreditRules.check(raw)));
    }

    public int size() {
        return rows.size();
    }

    /** The sourceRefs of those that keep the rules, in the order of the request. */
    public List<String> sourceRefs() {
        return rows.stream()
                .filter(row -> row.checked() instanceof Credit)
                .map(Row::sourceRef)
                .toList();
    }

    /** What is to be sent, with what is known already of the rest. */
    InlinePlan plan(CreditCheck check) {
        rows.replaceAll(row -> row.judgedBy(check));
        var firstOf = new HashMap<String, Integer>();
        var conflictOf = new HashMap<String, Integer>();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).checked() instanceof Credit credit) {
                var first = firstOf.putIfAbsent(credit.sourceRef(), i);
                if (first != null && !sameContent((Credit) rows.get(first).checked(), credit)) {
                    conflictOf.putIfAbsent(credit.sourceRef(), i);
                }
            }
        }
        var plan = new InlinePlan(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            if (row.checked() instanceof Rejection why) {
                plan.settle(i, InlineOutcome.rejected(row.sourceRef(), why));
            } else if (conflictOf.containsKey(row.sourceRef())) {
                plan.settle(i, InlineOutcome.rejected(row.sourceRef(), conflict(row, i, firstOf, conflictOf)));
            } else if (firstOf.get(row.sourceRef()) == i) {
                plan.send(i, (Credit) row.checked());
            } else {
                plan.repeat(i, firstOf.get(row.sourceRef()));
            }
        }
        return plan;
    }

    private static boolean sameContent(Credit one, Credit other) {
        return Arrays.equals(one.contentHash(), other.contentHash());
    }

    private static Rejection conflict(
            Row row, int index, HashMap<String, Integer> firstOf, HashMap<String, Integer> conflictOf) {
        var first = firstOf.get(row.sourceRef());
        var other = first == index ? conflictOf.get(row.sourceRef()) : first;
        return new Rejection(
                "CONFLICTING_SOURCE_REF",
                "sourceRef '" + row.sourceRef() + "' is also in value[" + other
                        + "] with other content: only one record may have it, none was sent");
    }
}
