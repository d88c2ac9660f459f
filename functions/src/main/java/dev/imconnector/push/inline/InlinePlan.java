package dev.imconnector.push.inline;

import dev.imconnector.credit.Credit;
import dev.imconnector.im.write.CreditOutcome;
import dev.imconnector.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which credits of a request are sent, and what is known of each. For use by one thread. */
final class InlinePlan {

    private final InlineOutcome[] outcomes;
    private final Instant[] sentAt;
    private final String[] imIds;
    private final int[] repeatOf;
    private final List<Integer> indexes = new ArrayList<>();
    private final List<Credit> credits = new ArrayList<>();

    InlinePlan(int size) {
        outcomes = new InlineOutcome[size];
        sentAt = new Instant[size];
        imIds = new String[size];
        repeatOf = new int[size];
        Arrays.fill(repeatOf, -1);
    }

    void settle(int index, InlineOutcome outcome) {
        outcomes[index] = outcome;
    }

    void send(int index, Credit credit) {
        indexes.add(index);
        credits.add(credit);
    }

    void repeat(int index, int first) {
        repeatOf[index] = first;
    }

    /** What is to be sent; all sourceRefs differ. */
    List<Credit> credits() {
        return credits;
    }

    /** @param which place in {@link #credits()} */
    void answered(int which, CreditOutcome outcome) {
        var index = indexes.get(which);
        outcomes[index] = InlineOutcome.of(credits.get(which).sourceRef(), outcome);
        sentAt[index] = outcome.sentAt();
        imIds[index] = outcome.imId();
    }

    /** Gives those that have no outcome yet one that says why, and the repeated ones that of their first. */
    InlineResult result(Problem stoppedBy) {
        for (int i = 0; i < indexes.size(); i++) {
            var index = indexes.get(i);
            if (outcomes[index] == null) {
                outcomes[index] = InlineOutcome.unknown(credits.get(i).sourceRef(), stoppedBy);
            }
        }
        for (int i = 0; i < outcomes.length; i++) {
            if (repeatOf[i] >= 0) {
                outcomes[i] = outcomes[repeatOf[i]].repeated();
            }
        }
        var receipts = new ArrayList<InlineResult.Receipt>();
        for (int i = 0; i < indexes.size(); i++) {
            var index = indexes.get(i);
            receipts.add(new InlineResult.Receipt(
                    index, credits.get(i), outcomes[index].outcome(), imIds[index], sentAt[index]));
        }
        return new InlineResult(List.of(outcomes), receipts);
    }
}
