package dev.imconnector.sandbox.tenant.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.state.Journal;
import dev.imconnector.sandbox.state.RequestLog;
import dev.imconnector.sandbox.state.SandboxReport;
import dev.imconnector.sandbox.switches.LiveSwitches;
import dev.imconnector.sandbox.switches.ReadSwitches;
import dev.imconnector.sandbox.tenant.model.Amount;
import dev.imconnector.sandbox.tenant.model.Resource;
import dev.imconnector.sandbox.tenant.model.Resources;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ObjIntConsumer;

/**
 * All that the simulated tenant holds, the same for both of its families. It guards what it holds: whoever reads or
 * changes more than one thing of it holds its monitor meanwhile.
 */
public final class TenantState implements AutoCloseable {

    private static final String ARRIVED = "arrived";

    private final Journal journal;
    private final RequestLog log;
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Map<String, RowSource> sources = new LinkedHashMap<>();
    private final ArrivedKeys arrived = new ArrivedKeys();

    /** @param participants how many there are, each with a position */
    public TenantState(int participants, LiveSwitches switches, Journal journal, RequestLog log) {
        this.journal = journal;
        this.log = log;
        for (var resource : Resources.all().values()) {
            sources.put(resource.name(), source(resource, participants, switches));
        }
        SampleTenant.into(this, participants);
    }

    private RowSource source(Resource resource, int participants, LiveSwitches switches) {
        if (resource.calculated() && resource.operations().isEmpty()) {
            return new ResultRows(
                    resource, () -> participants == 0 ? 0 : switches.get(ReadSwitches.RESULTS), participants);
        }
        var table = new Table(resource, journal);
        tables.put(resource.name(), table);
        return table;
    }

    /** @throws IllegalArgumentException when the resource does not exist, or is calculated */
    public Table table(String resource) {
        var table = tables.get(resource);
        if (table == null) {
            throw new IllegalArgumentException("there is no table " + resource);
        }
        return table;
    }

    /** @throws IllegalArgumentException when there is no such resource */
    public RowSource rows(String resource) {
        var source = sources.get(resource);
        if (source == null) {
            throw new IllegalArgumentException("there is no resource " + resource);
        }
        return source;
    }

    /** An object as it is last, by its seq. @param resource may be null, for what nobody has seen */
    public Optional<ObjectNode> latest(String resource, String seq) {
        var versions = resource == null ? List.<ObjectNode>of() : rows(resource).versionsOf(seq);
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    }

    /** The objects that have that text in the first field of their key, each as it is last. */
    public List<ObjectNode> named(Resource resource, String text) {
        return rows(resource.name()).indexed(resource.label(), text).orElse(List.of());
    }

    /** Whether an object of some other kind refers to this one. */
    public boolean isReferredTo(Resource resource, String seq) {
        return tables.values().stream().anyMatch(table -> table.refersTo(resource.name(), seq));
    }

    /** Counts the transactions of a request, which is under way until {@link #ended}. */
    public synchronized void arrived(List<String> keys) {
        arrived.arrived(keys);
        var line = Json.MAPPER.createObjectNode();
        var array = line.putArray("keys");
        keys.forEach(array::add);
        journal.put(Table.JOURNAL_PREFIX + ARRIVED, line);
    }

    public synchronized void ended(List<String> keys) {
        arrived.ended(keys);
    }

    /** How often a transaction arrived. @param key its orderId, and its lines when they are not 1 and 1 */
    public synchronized int timesSent(String key) {
        return arrived.times(key);
    }

    public synchronized void forEachArrival(ObjIntConsumer<String> consumer) {
        arrived.forEach(consumer);
    }

    /** Takes a line of the journal over. */
    public synchronized void replay(String kind, ObjectNode line) {
        if (!kind.startsWith(Table.JOURNAL_PREFIX)) {
            throw new IllegalArgumentException(kind + " is of another dialect");
        }
        var name = kind.substring(Table.JOURNAL_PREFIX.length());
        if (name.equals(ARRIVED)) {
            var keys = new ArrayList<String>();
            line.get("keys").forEach(key -> keys.add(key.textValue()));
            arrived.replay(keys);
            return;
        }
        var versions = new ArrayList<ObjectNode>();
        line.get("versions").forEach(row -> versions.add((ObjectNode) row));
        table(name).keep(line.get("seq").textValue(), versions);
    }

    public synchronized SandboxReport report() {
        var transactions = rows("salesTransactions");
        var sums = new TreeMap<String, List<BigDecimal>>();
        for (int i = 0; i < transactions.size(); i++) {
            var amount = Amount.of(transactions.row(i).get("value"));
            sums.computeIfAbsent(amount.unit().unit(), unused -> new ArrayList<>())
                    .add(amount.value());
        }
        var totals = sums.entrySet().stream()
                .map(sum -> new SandboxReport.CurrencyTotal(
                        sum.getKey(),
                        sum.getValue().size(),
                        sum.getValue().stream().reduce(BigDecimal.ZERO, BigDecimal::add)))
                .toList();
        return new SandboxReport(log.report(), arrived.report(transactions.size(), totals));
    }

    @Override
    public void close() {
        journal.close();
    }
}
