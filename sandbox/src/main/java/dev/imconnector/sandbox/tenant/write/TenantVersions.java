package dev.imconnector.sandbox.tenant.write;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.http.SandboxAnswer;
import dev.imconnector.sandbox.switches.LiveSwitches;
import dev.imconnector.sandbox.tenant.model.Days;
import dev.imconnector.sandbox.tenant.model.Resource;
import dev.imconnector.sandbox.tenant.query.Parameters;
import dev.imconnector.sandbox.tenant.store.TenantState;
import dev.imconnector.sandbox.tenant.view.RowView;
import dev.imconnector.sandbox.tenant.view.Shown;
import dev.imconnector.sandbox.tenant.view.TenantAnswers;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes to the versions of a dated object: all of them, some laid over the others, or one taken out. */
public final class TenantVersions {

    private static final String START = "effectiveStartDate";
    private static final String END = "effectiveEndDate";

    private final LiveSwitches switches;
    private final TenantState state;
    private final RowView view;
    private final TenantAnswers answers;

    public TenantVersions(LiveSwitches switches, TenantState state, RowView view, TenantAnswers answers) {
        this.switches = switches;
        this.state = state;
        this.view = view;
        this.answers = answers;
    }

    /** Replaces all versions by those sent. @throws RequestRefusedException when that is not possible */
    public SandboxAnswer replace(TenantWrites.Write write, String seq, byte[] body) {
        return written(write, seq, 201, versionsIn(write, seq, body));
    }

    /** Lays the versions sent over those there are. @throws RequestRefusedException when that is not possible */
    public SandboxAnswer overlay(TenantWrites.Write write, String seq, byte[] body) {
        var sent = versionsIn(write, seq, body);
        List<ObjectNode> timeline = existing(write, seq);
        for (var each : sent) {
            timeline =
                    without(timeline, each.get(START).textValue(), each.get(END).textValue());
            timeline.add(each);
        }
        return written(write, seq, 200, timeline);
    }

    private List<ObjectNode> versionsIn(TenantWrites.Write write, String seq, byte[] body) {
        write.require(Resource.Operation.VERSIONS);
        existing(write, seq);
        var settings = switches.now();
        var elements = Elements.of(body, settings);
        Elements.requireKnown(write.resource(), elements);
        var writer = new RowWriter(state, write.resource(), settings, write.user(), write.now());
        var versions = new ArrayList<ObjectNode>();
        for (var element : elements) {
            var draft = writer.version(element, seq);
            if (!draft.isGood()) {
                throw new RequestRefusedException(400, "A version is not good: " + draft.faults());
            }
            versions.add(draft.row());
        }
        return versions;
    }

    private List<ObjectNode> existing(TenantWrites.Write write, String seq) {
        var versions = state.rows(write.resource().name()).versionsOf(seq);
        if (versions.isEmpty()) {
            throw new RequestRefusedException(400, ErrorCode.NOT_FOUND.says("There is not an object " + seq));
        }
        return versions;
    }

    /** What is left of a timeline when the days from start to before end are cut out. */
    private static List<ObjectNode> without(List<ObjectNode> timeline, String start, String end) {
        var left = new ArrayList<ObjectNode>();
        for (var version : timeline) {
            var from = version.get(START).textValue();
            var to = version.get(END).textValue();
            if (to.compareTo(start) <= 0 || from.compareTo(end) >= 0) {
                left.add(version);
                continue;
            }
            if (from.compareTo(start) < 0) {
                left.add(version.deepCopy().put(END, start));
            }
            if (to.compareTo(end) > 0) {
                left.add(version.deepCopy().put(START, end));
            }
        }
        return left;
    }

    private SandboxAnswer written(TenantWrites.Write write, String seq, int status, List<ObjectNode> versions) {
        var timeline = new ArrayList<>(versions);
        timeline.sort(Comparator.comparing(version -> version.get(START).textValue()));
        for (int i = 1; i < timeline.size(); i++) {
            if (timeline.get(i - 1)
                            .get(END)
                            .textValue()
                            .compareTo(timeline.get(i).get(START).textValue())
                    > 0) {
                throw new RequestRefusedException(
                        400, ErrorCode.EFFECTIVE_RANGE_INVALID.says("Two versions are in force on one day"));
            }
        }
        state.table(write.resource().name()).put(seq, timeline);
        var shown = Shown.written(write.resource(), write.family(), switches.now());
        var array = Json.MAPPER.createArrayNode();
        timeline.forEach(version -> array.add(view.of(write.resource(), version, shown)));
        return answers.envelope(status, write.resource().name(), array);
    }

    /**
     * Takes one version out; the one before it, or with {@code fillFromRight} the one after it, takes its days.
     *
     * @throws RequestRefusedException when there is no such version, or none beside it
     */
    public SandboxAnswer remove(TenantWrites.Write write, String seq, String rawQuery) {
        write.require(Resource.Operation.VERSIONS);
        var parameters = Parameters.of(rawQuery, Set.of(START, END, "fillFromRight"));
        var start = day(parameters, START);
        var end = day(parameters, END);
        var versions = new ArrayList<>(existing(write, seq));
        var index = indexOf(versions, start, end);
        var removed = versions.remove(index);
        var fromRight = Boolean.parseBoolean(parameters.getOrDefault("fillFromRight", "false"));
        if (fromRight && index < versions.size()) {
            versions.set(
                    index,
                    versions.get(index).deepCopy().put(START, removed.get(START).textValue()));
        } else if (!fromRight && index > 0) {
            versions.set(
                    index - 1,
                    versions.get(index - 1).deepCopy().put(END, removed.get(END).textValue()));
        } else {
            throw new RequestRefusedException(
                    400, ErrorCode.EFFECTIVE_RANGE_INVALID.says("No version is beside it to take its days"));
        }
        state.table(write.resource().name()).put(seq, versions);
        return answers.envelope(
                200, write.resource().name(), Json.MAPPER.createArrayNode().add("The record is successfully deleted."));
    }

    private static int indexOf(List<ObjectNode> versions, String start, String end) {
        for (int i = 0; i < versions.size(); i++) {
            if (versions.get(i).get(START).textValue().equals(start)
                    && versions.get(i).get(END).textValue().equals(end)) {
                return i;
            }
        }
        throw new RequestRefusedException(
                400, ErrorCode.EFFECTIVE_RANGE_INVALID.says("No version is in force from " + start + " to " + end));
    }

    private static String day(Map<String, String> parameters, String name) {
        var text = parameters.getOrDefault(name, "");
        try {
            return Days.day(text).toString();
        } catch (DateTimeException e) {
            throw new RequestRefusedException(400, name + " must be yyyy-MM-dd, not '" + text + "'");
        }
    }
}
