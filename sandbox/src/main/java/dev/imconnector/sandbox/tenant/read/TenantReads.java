package dev.imconnector.sandbox.tenant.read;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.http.SandboxAnswer;
import dev.imconnector.sandbox.state.Dice;
import dev.imconnector.sandbox.switches.LiveSwitches;
import dev.imconnector.sandbox.switches.SandboxSwitches;
import dev.imconnector.sandbox.switches.TenantReadSwitches;
import dev.imconnector.sandbox.tenant.model.Family;
import dev.imconnector.sandbox.tenant.model.Resource;
import dev.imconnector.sandbox.tenant.query.ListQuery;
import dev.imconnector.sandbox.tenant.query.MatchingRows;
import dev.imconnector.sandbox.tenant.query.Parameters;
import dev.imconnector.sandbox.tenant.store.TenantState;
import dev.imconnector.sandbox.tenant.view.RowView;
import dev.imconnector.sandbox.tenant.view.Shown;
import dev.imconnector.sandbox.tenant.view.TenantAnswers;
import java.io.IOException;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lists, single objects and their versions. Its caller holds the state's monitor. */
public final class TenantReads {

    private static final String ASSIGNMENTS = "transactionAssignments";

    private final LiveSwitches switches;
    private final TenantState state;
    private final RowView view;
    private final TenantAnswers answers;
    private final Dice dice;

    public TenantReads(LiveSwitches switches, TenantState state, RowView view, TenantAnswers answers, Dice dice) {
        this.switches = switches;
        this.state = state;
        this.view = view;
        this.answers = answers;
        this.dice = dice;
    }

    /**
     * One page.
     *
     * @param origin scheme and authority under which the client reached this server
     * @param today the day whose versions are shown when the query names none
     */
    public SandboxAnswer list(Resource resource, Family family, String rawQuery, String origin, LocalDate today) {
        var settings = switches.now();
        var query = ListQuery.of(rawQuery, resource, settings);
        var matching = MatchingRows.of(state.rows(resource.name()), query, state, today);
        var page = PageCut.of(query, matching.size(), settings);
        var rows = rowsOf(matching, page, query, settings);
        var body = Json.MAPPER.createObjectNode();
        body.set(resource.name(), shown(resource, rows, query, family, settings));
        if (page.next() >= 0) {
            body.put("next", new NextUrl(resource.name(), family, origin, settings).after(query, page));
        }
        if (query.counted()) {
            body.put("total", matching.size());
        }
        return answers.json(200, body);
    }

    private List<ObjectNode> rowsOf(MatchingRows matching, PageCut page, ListQuery query, SandboxSwitches settings) {
        var shuffled = query.orderBy().isEmpty()
                && settings.get(TenantReadSwitches.DEFAULT_ORDER) == TenantReadSwitches.DefaultOrder.SHUFFLED
                && matching.size() > 0;
        // A turn of the whole list: as wrong for pages as any other order, and made without a copy.
        var turn = shuffled ? dice.below(matching.size()) : 0;
        var rows = new ArrayList<ObjectNode>();
        for (int i = page.from(); i < page.to(); i++) {
            rows.add(matching.row((i + turn) % matching.size()));
        }
        return rows;
    }

    private ArrayNode shown(
            Resource resource, List<ObjectNode> rows, ListQuery query, Family family, SandboxSwitches settings) {
        var what = Shown.read(query.select(), query.expand(), family, settings);
        var array = Json.MAPPER.createArrayNode();
        rows.forEach(row -> array.add(view.of(resource, row, what)));
        if (rows.size() > 1 && query.expand().contains(ASSIGNMENTS)) {
            spoil(array, settings.get(TenantReadSwitches.PAGED_ASSIGNMENTS));
        }
        return array;
    }

    private static void spoil(ArrayNode rows, TenantReadSwitches.PagedAssignments how) {
        if (how == TenantReadSwitches.PagedAssignments.RIGHT) {
            return;
        }
        var before = rows.get(rows.size() - 1).path(ASSIGNMENTS);
        for (var each : rows) {
            var row = (ObjectNode) each;
            var own = row.path(ASSIGNMENTS);
            row.remove(ASSIGNMENTS);
            if (how == TenantReadSwitches.PagedAssignments.SHIFTED && !before.isMissingNode()) {
                row.set(ASSIGNMENTS, before);
            }
            before = own;
        }
    }

    /** @throws RequestRefusedException when there is no such object today */
    public SandboxAnswer one(Resource resource, String seq, Family family, String rawQuery, LocalDate today) {
        var parameters = Parameters.of(rawQuery, Set.of("expand", "select"));
        var settings = switches.now();
        var row = state.rows(resource.name()).versionsOf(seq).stream()
                .filter(version -> !resource.dated() || MatchingRows.isEffective(version, today, today))
                .findFirst()
                .orElseThrow(() -> notFound(resource, seq));
        return answers.json(200, view.of(resource, row, whatOf(parameters, resource, family, settings)));
    }

    private static RequestRefusedException notFound(Resource resource, String seq) {
        return new RequestRefusedException(
                400, "TCMP_09007:E: There is no " + resource.objectType() + " with the seq " + seq);
    }

    private static Shown whatOf(
            Map<String, String> parameters, Resource resource, Family family, SandboxSwitches settings) {
        return Shown.read(
                ListQuery.select(parameters.get("select"), resource),
                ListQuery.expand(parameters.get("expand"), resource),
                family,
                settings);
    }

    /** @throws RequestRefusedException when there is no such object */
    public SandboxAnswer versions(Resource resource, String seq, Family family, String rawQuery) {
        var parameters = Parameters.of(rawQuery, Set.of("expand", "select", "startDate", "endDate"));
        var versions = state.rows(resource.name()).versionsOf(seq);
        if (versions.isEmpty()) {
            throw notFound(resource, seq);
        }
        var from = date(parameters, "startDate", LocalDate.MIN);
        var to = date(parameters, "endDate", LocalDate.MAX);
        var what = whatOf(parameters, resource, family, switches.now());
        var array = Json.MAPPER.createArrayNode();
        versions.stream()
                .filter(version -> MatchingRows.isEffective(version, from, to))
                .forEach(version -> array.add(view.of(resource, version, what)));
        return answers.envelope(200, resource.name(), array);
    }

    private static LocalDate date(Map<String, String> parameters, String name, LocalDate otherwise) {
        var text = parameters.get(name);
        try {
            return text == null ? otherwise : LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new RequestRefusedException(400, name + " must be yyyy-MM-dd, not '" + text + "'");
        }
    }

    /**
     * All rows that match, without pages, as JSON lines: what a complete pull must give. Written under the state's monitor.
     *
     * @param rawQuery as of a list, without {@code top} and {@code skip}
     * @throws RequestRefusedException when the query cannot be understood
     */
    public SandboxAnswer.Stream all(Resource resource, Family family, String rawQuery, LocalDate today) {
        var settings = switches.now();
        var query = ListQuery.of(rawQuery, resource, settings);
        return out -> {
            synchronized (state) {
                writeAll(resource, family, query, today, settings, out);
            }
        };
    }

    private void writeAll(
            Resource resource,
            Family family,
            ListQuery query,
            LocalDate today,
            SandboxSwitches settings,
            OutputStream out)
            throws IOException {
        var matching = MatchingRows.of(state.rows(resource.name()), query, state, today);
        var what = Shown.read(query.select(), query.expand(), family, settings);
        try (var json = Json.FACTORY.createGenerator(out).setRootValueSeparator(null)) {
            for (int i = 0; i < matching.size(); i++) {
                Json.MAPPER.writeTree(json, view.of(resource, matching.row(i), what));
                json.writeRaw('\n');
            }
        }
    }
}
