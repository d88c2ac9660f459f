package dev.imconnector.cli.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.cli.probe.ProbeClient.Answer;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the probe sends to a tenant: orders whose ids begin with a prefix of this probe's own, and their transactions. It knows
 * what it has made, and deletes that and nothing else. For use by one thread.
 */
final class TenantCalls {

    private static final int PAGE = 100;

    private final ProbeClient client;
    private final String authorization;
    private final TenantProbe.Plan plan;
    private final Set<String> made = new LinkedHashSet<>();
    private int number;

    /** @param authorization the header */
    TenantCalls(ProbeClient client, String authorization, TenantProbe.Plan plan) {
        this.client = client;
        this.authorization = authorization;
        this.plan = plan;
    }

    /** Sends a request to wherever it may be, with this client's credentials. @param body or null */
    Answer send(String method, URI address, JsonNode body) throws InterruptedException {
        return client.send(method, address, body, authorization);
    }

    /** @param path below the API's address @param body or null */
    Answer send(String method, String path, JsonNode body) throws InterruptedException {
        return client.send(method, path, body, authorization);
    }

    /** An orderId that nobody else has. */
    String orderId() {
        return plan.prefix() + "-" + ++number;
    }

    static ObjectNode order(String orderId) {
        return JsonNodeFactory.instance.objectNode().put("orderId", orderId);
    }

    /** An order that the tenant has. */
    static ReferenceForm.Known known(String orderId, String seq) {
        return new ReferenceForm.Known("salesOrderSeq", seq, "orderId", orderId);
    }

    /** A transaction of 0.01 of an order. */
    ObjectNode sale(ReferenceForm form, ReferenceForm.Known order, int line, TenantFacts facts) {
        var sale = JsonNodeFactory.instance.objectNode();
        form.write(sale, order, facts.knownEventType());
        sale.set("lineNumber", amount(BigDecimal.valueOf(line), facts.lineUnit()));
        sale.set("subLineNumber", amount(BigDecimal.ONE, facts.lineUnit()));
        sale.set("value", amount(new BigDecimal("0.01"), plan.currencyCode()));
        sale.put("compensationDate", plan.date());
        // No pipeline pays by what the probe writes.
        sale.put("isRunnable", false);
        sale.putArray("transactionAssignments").addObject().put("payeeId", plan.payeeId());
        return sale;
    }

    static ObjectNode amount(BigDecimal value, String unit) {
        var amount = JsonNodeFactory.instance.objectNode().put("value", value);
        amount.putObject("unitType").put("name", unit);
        return amount;
    }

    Answer post(String resource, JsonNode... elements) throws InterruptedException {
        var answer = client.send("POST", "/" + resource, array(elements), authorization);
        if (resource.equals("salesOrders")) {
            rows(answer, resource).stream()
                    .map(TenantCalls::seqOfOrder)
                    .filter(seq -> !seq.isEmpty())
                    .forEach(made::add);
        }
        return answer;
    }

    Answer put(String resource, JsonNode... elements) throws InterruptedException {
        return client.send("PUT", "/" + resource, array(elements), authorization);
    }

    private static ArrayNode array(JsonNode... elements) {
        var array = JsonNodeFactory.instance.arrayNode();
        for (var element : elements) {
            array.add(element);
        }
        return array;
    }

    /** @param query parameters with {@code &} between, their values in clear */
    Answer get(String resource, String... query) throws InterruptedException {
        var encoded = new ArrayList<String>();
        for (var each : query) {
            var sign = each.indexOf('=');
            encoded.add(each.substring(0, sign + 1)
                    + URLEncoder.encode(each.substring(sign + 1), StandardCharsets.UTF_8)
                            .replace("+", "%20"));
        }
        return client.send(
                "GET",
                "/" + resource + (encoded.isEmpty() ? "" : "?" + String.join("&", encoded)),
                null,
                authorization);
    }

    /** What an answer lists. */
    static List<JsonNode> rows(Answer answer, String resource) {
        var rows = new ArrayList<JsonNode>();
        answer.json().path(resource).forEach(rows::add);
        return rows;
    }

    static String seqOfOrder(JsonNode element) {
        return element.path("salesOrderSeq").asText("");
    }

    static String seqOfSale(JsonNode element) {
        return element.path("salesTransactionSeq").asText("");
    }

    /** Cleaned, in few words. */
    String shown(Answer answer) {
        return client.shown(answer);
    }

    String clean(String text) {
        return client.clean(text);
    }

    /**
     * Deletes what this probe has made: the orders that it was told of, others with its prefix, and before them their
     * transactions. What a filter brings besides is left alone.
     *
     * @return how many of how many
     */
    String cleanUp() throws InterruptedException {
        var orders = new LinkedHashSet<>(made);
        for (int page = 0; page < 20; page++) {
            var found = get(
                    "salesOrders",
                    "top=" + PAGE,
                    "skip=" + page * PAGE,
                    "orderBy=salesOrderSeq",
                    "$filter=orderId eq '" + plan.prefix() + "*'");
            var rows = rows(found, "salesOrders");
            rows.stream()
                    .filter(row -> row.path("orderId").asText("").startsWith(plan.prefix() + "-"))
                    .forEach(row -> orders.add(seqOfOrder(row)));
            if (rows.size() < PAGE) {
                break;
            }
        }
        var sales = new LinkedHashSet<String>();
        for (var order : orders) {
            rows(get("salesTransactions", "top=" + PAGE, "$filter=salesOrder eq " + order), "salesTransactions")
                    .stream()
                    .filter(row -> row.path("salesOrder").asText("").equals(order))
                    .forEach(row -> sales.add(seqOfSale(row)));
        }
        var deleted = delete("salesTransactions", sales) + delete("salesOrders", orders);
        return deleted + " of " + (sales.size() + orders.size()) + " orders and transactions were deleted"
                + (deleted == sales.size() + orders.size()
                        ? ""
                        : "; delete the rest in IM: orders " + plan.prefix() + "*");
    }

    private int delete(String resource, Set<String> seqs) throws InterruptedException {
        var deleted = 0;
        for (var seq : seqs) {
            deleted += client.send("DELETE", "/" + resource + "(" + seq + ")", null, authorization)
                            .isGood()
                    ? 1
                    : 0;
        }
        return deleted;
    }
}
