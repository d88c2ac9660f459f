package dev.imconnector.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.http.SandboxAnswer;
import dev.imconnector.sandbox.state.SandboxReport;
import dev.imconnector.sandbox.state.StoredCredit;
import dev.imconnector.sandbox.tenant.SimulatedTenant;
import dev.imconnector.sandbox.tenant.store.StoredTransactions;
import dev.imconnector.sandbox.tenant.store.TenantState;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Consumer;

/** What there is to know of a tenant. Its sales transactions stand for credits, and the orderId for the sourceRef. */
final class TenantInspection implements Inspection {

    private final TenantState state;
    private final SimulatedTenant tenant;
    private final StoredTransactions transactions;

    TenantInspection(TenantState state, SimulatedTenant tenant) {
        this.state = state;
        this.tenant = tenant;
        this.transactions = new StoredTransactions(state);
    }

    @Override
    public SandboxReport report() {
        return state.report();
    }

    @Override
    public Optional<StoredCredit> find(String sourceRef) {
        return transactions.find(sourceRef);
    }

    @Override
    public int timesSent(String sourceRef) {
        return state.timesSent(sourceRef);
    }

    @Override
    public void forEachCredit(Consumer<StoredCredit> consumer) {
        transactions.all().forEach(consumer);
    }

    @Override
    public boolean changeStatus(String sourceRef, String status) {
        throw new RequestRefusedException(404, "A tenant's sales transactions have no status");
    }

    @Override
    public void writeCredit(String sourceRef, JsonGenerator out) throws IOException {
        var found = find(sourceRef);
        if (found.isPresent()) {
            out.writeRawValue(found.get().extras());
        } else {
            out.writeNull();
        }
    }

    @Override
    public void writeArrivals(OutputStream out) throws IOException {
        var lines = new ArrayList<ObjectNode>();
        state.forEachArrival((key, times) -> lines.add(Json.MAPPER
                .createObjectNode()
                .put("sourceRef", key)
                .put("stored", find(key).isPresent())
                .put("timesSent", times)));
        try (var json = Json.FACTORY.createGenerator(out).setRootValueSeparator(null)) {
            for (var line : lines) {
                Json.MAPPER.writeTree(json, line);
                json.writeRaw('\n');
            }
        }
    }

    @Override
    public SandboxAnswer.Stream rows(String entity, String rawQuery) {
        return tenant.rows(entity, rawQuery);
    }

    @Override
    public void close() {
        state.close();
    }
}
