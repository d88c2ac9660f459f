package dev.imconnector.sandbox.read;

import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.read.query.QueryOptions;
import dev.imconnector.sandbox.read.query.RowDump;
import dev.imconnector.sandbox.state.ImState;
import dev.imconnector.sandbox.state.Micros;
import java.time.Clock;

/** The truth about what a complete read gives: all rows that match, in a stable order. */
public final class CompleteRead {

    private final ImState state;
    private final Clock clock;

    public CompleteRead(ImState state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /** @throws RequestRefusedException when there is no such entity, or an option cannot be understood */
    public RowDump of(String entityName, String rawQuery) {
        var entity = state.entities().get(entityName);
        if (entity == null) {
            throw new RequestRefusedException(404, "There is no entity '" + entityName + "'");
        }
        var now = Micros.now(clock);
        state.pipelineRuns().settle(now);
        return RowDump.of(entity.rows().apply(now), QueryOptions.forList(rawQuery, entity.schema()));
    }
}
