package dev.imconnector.simulation;

import dev.imconnector.http.HttpCall;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The comparison of a night's export with the sales transactions of a tenant. */
final class TenantReconcileErrand extends ReconcileErrand {

    private final PlayedTenant tenant;
    private final List<String> sales = new ArrayList<>();

    TenantReconcileErrand(World world) {
        super(world);
        this.tenant = new PlayedTenant(world, false, 0);
    }

    @Override
    public Map<String, String> settings() {
        return tenant.settings();
    }

    @Override
    public void prepare() {
        super.prepare();
        tenant.sold(sales());
    }

    private List<String> sales() {
        sales.clear();
        held((ref, amount, row, isInError) -> sales.add(sale(ref, amount, row, isInError)));
        return sales;
    }

    private static String sale(String orderId, BigDecimal amount, Row row, boolean isInError) {
        var sale = Tenant.JSON.createObjectNode();
        sale.putObject("salesOrder").put("orderId", orderId);
        for (var line : List.of("lineNumber", "subLineNumber")) {
            sale.putObject(line).put("value", 1).putObject("unitType").put("name", "integer");
        }
        sale.putObject("eventType").put("eventTypeId", "Order");
        sale.putObject("value").put("value", amount).putObject("unitType").put("name", row.currencyCode());
        sale.put("compensationDate", row.transactionDate());
        sale.putArray("transactionAssignments").addObject().put("payeeId", row.participantId());
        if (isInError) {
            sale.put("isRunnable", false);
        }
        return sale.toString();
    }

    @Override
    public Deed deed(HttpCall call) {
        return tenant.deed(call);
    }

    @Override
    public void close() {
        tenant.close();
    }
}
