package dev.imconnector.simulation;

import dev.imconnector.http.HttpCall;
import java.util.List;
import java.util.Map;

/** The pull of a tenant's payments, to whose rows the connector adds some fields at their end. */
final class TenantPullErrand extends PullErrand {

    private static final String AS_ASKED = "expand=payee,position,period&orderBy=paymentSeq";
    private static final String ADDED = ",\"participantId\":\"P[0-9]+\",\"periodId\".*";

    private final PlayedTenant tenant;

    private TenantPullErrand(World world, PlayedTenant tenant) {
        super(world, tenant.rows("payments", AS_ASKED));
        this.tenant = tenant;
    }

    static Errand of(World world) {
        return new TenantPullErrand(
                world, new PlayedTenant(world, false, 1 + world.history.rows().size() * 4));
    }

    @Override
    public Map<String, String> settings() {
        return tenant.settings();
    }

    @Override
    public Deed deed(HttpCall call) {
        return tenant.deed(call);
    }

    @Override
    List<String> asImWroteThem(List<String> rows) {
        return rows.stream().map(row -> row.replaceFirst(ADDED, "}")).toList();
    }

    @Override
    public void close() {
        tenant.close();
    }
}
