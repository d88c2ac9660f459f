package dev.imconnector.sandbox.read;

import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.http.SandboxAnswer;
import dev.imconnector.sandbox.read.query.QueryOptions;
import dev.imconnector.sandbox.state.Dice;
import dev.imconnector.sandbox.state.EntityRows;
import dev.imconnector.sandbox.state.Rows;
import dev.imconnector.sandbox.switches.LiveSwitches;
import dev.imconnector.sandbox.switches.ReadSwitches;
import java.util.Map;

/** {@code GET} of every entity: pages, and one by its id. */
public final class ReadEndpoint {

    private final LiveSwitches switches;
    private final Map<String, EntityRows> entities;
    private final SequenceCache sequences = new SequenceCache();
    private final Dice dice;

    public ReadEndpoint(LiveSwitches switches, Map<String, EntityRows> entities, Dice dice) {
        this.switches = switches;
        this.entities = entities;
        this.dice = dice;
    }

    public SandboxAnswer one(String entityName, String id, String rawQuery, long nowMicros) {
        var entity = entities.get(entityName);
        var options = QueryOptions.forOne(rawQuery, entity.schema());
        var rows = entity.rows().apply(nowMicros);
        var row = rows.find(id);
        if (row == Rows.NONE) {
            throw new RequestRefusedException(404, "There is no " + entityName + " '" + id + "'");
        }
        return SandboxAnswer.json(200, out -> rows.write(row, options.select(), out));
    }

    /** @param origin scheme and authority under which the client reached this server */
    public SandboxAnswer list(String entityName, String rawQuery, String origin, long nowMicros) {
        var entity = entities.get(entityName);
        var settings = switches.now();
        var options = QueryOptions.forList(rawQuery, entity.schema());
        var rows = entity.rows().apply(nowMicros);
        var sequence = sequences.of(entity.schema(), rows, options);
        var page = ListPage.of(options, sequence.size(), settings, nowMicros);
        var seed = settings.get(ReadSwitches.ROW_ORDER) == ReadSwitches.RowOrder.STABLE ? 0 : dice.next() | 1;
        var shown = sequence.page(page.from(), page.to(), seed);
        var link = page.nextLink(rawQuery, options, entity.schema(), origin, settings, nowMicros);
        return SandboxAnswer.json(200, out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("value");
            for (var row : shown) {
                rows.write(row, options.select(), out);
            }
            out.writeEndArray();
            if (link != null) {
                out.writeStringField("@odata.nextLink", link);
            }
            out.writeEndObject();
        });
    }
}
