package dev.imconnector.sandbox.tenant.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.tenant.model.Resource;
import java.util.List;
import java.util.Optional;

/** The rows of a resource: each version of each object, in the order of their seqs. Guarded by {@link TenantState}. */
public interface RowSource {

    Resource resource();

    int size();

    /** @param index 0 to {@link #size} - 1 */
    ObjectNode row(int index);

    /** Every version of one object, the earliest first; empty when there is no such object. */
    List<ObjectNode> versionsOf(String seq);

    /** The rows with that text in a field, when there is an index on it; empty when all rows have to be looked at. */
    Optional<List<ObjectNode>> indexed(String field, String text);

    /** Another number when rows have come, gone or changed. */
    long version();
}
