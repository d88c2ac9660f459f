package dev.imconnector.simulation;

import dev.imconnector.im.dialect.CreditVerdict;
import dev.imconnector.push.inline.InlineResult;
import java.util.List;

/** What must hold for the answer to credits that came in a request. */
final class ByTheApi {

    private ByTheApi() {}

    static void check(World world, List<Row> rows, InlineResult result) {
        world.errand.look();
        if (result.outcomes().size() != rows.size()) {
            world.violated(
                    "Each credit of a request has an outcome", result.outcomes().size() + " of " + rows.size());
            return;
        }
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            var outcome = result.outcomes().get(i);
            var there = world.tenant.credits().containsKey(row.sourceRef());
            if (outcome.outcome().isInIm() && !there) {
                world.violated("What a caller is told to be in IM is there", row + ": " + outcome);
            }
            var isOurs = there && !world.tenant.credits().get(row.sourceRef()).has("by");
            if (outcome.outcome() == CreditVerdict.Kind.REJECTED && isOurs) {
                world.violated("What a caller is told to be rejected is not in IM", row + ": " + outcome);
            }
        }
    }
}
