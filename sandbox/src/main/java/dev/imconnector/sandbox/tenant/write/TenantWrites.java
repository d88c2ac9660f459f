package dev.imconnector.sandbox.tenant.write;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.http.SandboxAnswer;
import dev.imconnector.sandbox.state.Dice;
import dev.imconnector.sandbox.switches.LiveSwitches;
import dev.imconnector.sandbox.switches.TenantWriteSwitches;
import dev.imconnector.sandbox.tenant.model.Family;
import dev.imconnector.sandbox.tenant.model.Resource;
import dev.imconnector.sandbox.tenant.store.TenantState;
import dev.imconnector.sandbox.tenant.view.RowView;
import dev.imconnector.sandbox.tenant.view.TenantAnswers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** POST, PUT and DELETE. Its caller holds the state's monitor. */
public final class TenantWrites {

    private final LiveSwitches switches;
    private final TenantState state;
    private final TenantAnswers answers;
    private final ElementAnswers elementAnswers;

    public TenantWrites(LiveSwitches switches, TenantState state, RowView view, TenantAnswers answers, Dice dice) {
        this.switches = switches;
        this.state = state;
        this.answers = answers;
        this.elementAnswers = new ElementAnswers(view, answers, dice);
    }

    /**
     * Who writes what, and when.
     *
     * @param user the client or user
     */
    public record Write(Resource resource, Family family, String user, Instant now) {

        void require(Resource.Operation operation) {
            if (!resource.allows(operation)) {
                throw new RequestRefusedException(405, resource.name() + " cannot be written that way");
            }
        }
    }

    /** @throws RequestRefusedException when the request is bad as a whole */
    public SandboxAnswer create(Write write, byte[] body) {
        write.require(Resource.Operation.CREATE);
        var settings = switches.now();
        var elements = Elements.of(body, settings);
        Elements.requireCreatable(write.resource(), elements);
        var writer = new RowWriter(state, write.resource(), settings, write.user(), write.now());
        writer.requireForm(elements);
        if (write.resource() != RowWriter.TRANSACTIONS) {
            return created(write, each(elements, writer::create));
        }
        var keys = new ArrivingKeys(state).of(elements);
        state.arrived(keys);
        return created(write, each(elements, writer::create)).releasing(() -> state.ended(keys));
    }

    private SandboxAnswer created(Write write, List<Written> written) {
        var settings = switches.now();
        return elementAnswers.of(
                write.resource(), write.family(), written, settings.get(TenantWriteSwitches.WRITTEN_STATUS), settings);
    }

    private static List<Written> each(List<ObjectNode> elements, Function<ObjectNode, Written> write) {
        var written = new ArrayList<Written>();
        elements.forEach(element -> written.add(write.apply(element)));
        return written;
    }

    /** @throws RequestRefusedException when the request is bad as a whole */
    public SandboxAnswer update(Write write, byte[] body) {
        write.require(Resource.Operation.UPDATE);
        var settings = switches.now();
        var elements = Elements.of(body, settings);
        Elements.requireKnown(write.resource(), elements);
        var writer = new RowWriter(state, write.resource(), settings, write.user(), write.now());
        writer.requireForm(elements);
        var written = each(elements, writer::update);
        var unchanged = written.stream().allMatch(each -> each.outcome() == Written.Outcome.UNCHANGED);
        return unchanged && settings.get(TenantWriteSwitches.UNCHANGED_PUT_STATUS) == 304
                ? SandboxAnswer.empty(304)
                : elementAnswers.of(write.resource(), write.family(), written, 200, settings);
    }

    public SandboxAnswer delete(Write write, String seq) {
        write.require(Resource.Operation.DELETE);
        var name = write.resource().name();
        if (state.rows(name).versionsOf(seq).isEmpty()) {
            return deleted(400, name, seq, ErrorCode.NOT_FOUND.says("There is no such object"));
        }
        if (state.isReferredTo(write.resource(), seq)) {
            return deleted(400, name, seq, ErrorCode.STILL_REFERENCED.says("Another object refers to it"));
        }
        state.table(name).remove(seq);
        return deleted(200, name, seq, "The record is successfully deleted.");
    }

    private SandboxAnswer deleted(int status, String resource, String seq, String message) {
        return answers.envelope(status, resource, Json.MAPPER.createObjectNode().put(seq, message));
    }
}
