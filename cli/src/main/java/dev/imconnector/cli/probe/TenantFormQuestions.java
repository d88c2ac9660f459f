package dev.imconnector.cli.probe;

import static dev.imconnector.cli.probe.TenantKeyQuestions.element;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;

/** In which forms a tenant takes transactions, and what it says of bad ones. */
final class TenantFormQuestions {

    private final TenantCalls calls;
    private final TenantFacts facts;
    private final TenantProbe.Plan plan;
    private final List<Finding> findings;
    private final ReferenceForm form;
    private ReferenceForm.Known order;
    private int line = 10;

    /** @param form of references, which the tenant takes */
    TenantFormQuestions(
            TenantCalls calls, TenantFacts facts, TenantProbe.Plan plan, ReferenceForm form, List<Finding> findings) {
        this.form = form;
        this.calls = calls;
        this.facts = facts;
        this.plan = plan;
        this.findings = findings;
    }

    void ask() throws InterruptedException {
        var orderId = calls.orderId();
        var made = element(calls.post("salesOrders", TenantCalls.order(orderId)), "salesOrders", 0);
        order = TenantCalls.known(orderId, TenantCalls.seqOfOrder(made));
        var without = sale();
        without.putObject("salesOrder").put("orderId", calls.orderId());
        findings.add(Finding.of("a transaction without its order", sent(without)));
        dates();
        amounts();
        bad();
        closed();
        mixed();
        puts(orderId, made);
        arrays();
    }

    private ObjectNode sale() {
        return calls.sale(form, order, ++line, facts);
    }

    /** Whether it was taken, and if not, why not. */
    private String sent(ObjectNode sale) throws InterruptedException {
        var answer = calls.post("salesTransactions", sale);
        return TenantCalls.seqOfSale(element(answer, "salesTransactions", 0)).isEmpty()
                ? "refused: " + calls.shown(answer)
                : "taken";
    }

    private void dates() throws InterruptedException {
        for (var end : List.of("", "T00:00:00", "T00:00:00.000-0800")) {
            var answer = calls.post("salesTransactions", sale().put("compensationDate", plan.date() + end));
            var shown = element(answer, "salesTransactions", 0)
                    .path("compensationDate")
                    .asText("");
            findings.add(Finding.of(
                    "date as " + plan.date() + end,
                    shown.startsWith(plan.date())
                            ? "the day stays"
                            : "answered " + calls.clean(shown.isEmpty() ? calls.shown(answer) : shown)));
        }
    }

    private void amounts() throws InterruptedException {
        for (var digits : List.of("0.1", "10.005", "123456789012345.01")) {
            var sale = sale();
            sale.set("value", TenantCalls.amount(new BigDecimal(digits), plan.currencyCode()));
            var answer = calls.post("salesTransactions", sale);
            var shown = element(answer, "salesTransactions", 0).at("/value/value");
            findings.add(Finding.of(
                    "amount of " + digits,
                    shown.isMissingNode() ? "refused: " + calls.shown(answer) : "is " + calls.clean(shown.asText())));
        }
    }

    private void bad() throws InterruptedException {
        var nobody = sale();
        ((ObjectNode) nobody.path("transactionAssignments").path(0)).put("payeeId", plan.prefix());
        findings.add(Finding.of("unknown payee", sent(nobody)));
        var event = sale();
        event.putObject("eventType").put("eventTypeId", plan.prefix());
        findings.add(Finding.of("unknown event type", sent(event)));
        var unit = sale();
        unit.set("value", TenantCalls.amount(BigDecimal.ONE, plan.prefix()));
        findings.add(Finding.of("unknown currency", sent(unit)));
    }

    private void closed() throws InterruptedException {
        var question = "a date in a posted period";
        if (plan.closedDate().isEmpty()) {
            findings.add(
                    Finding.of(question, "was not asked: name a date in a period that was posted by --closed-date"));
            return;
        }
        findings.add(Finding.of(
                question, sent(sale().put("compensationDate", plan.closedDate().get()))));
    }

    private void mixed() throws InterruptedException {
        var there = calls.orderId();
        calls.post("salesOrders", TenantCalls.order(there));
        var ids = List.of(calls.orderId(), "", calls.orderId(), there, calls.orderId());
        var answer = calls.post(
                "salesOrders",
                ids.stream()
                        .map(id -> id.isEmpty() ? JsonNodeFactory.instance.objectNode() : TenantCalls.order(id))
                        .toArray(JsonNode[]::new));
        var rows = TenantCalls.rows(answer, "salesOrders");
        var inOrder = rows.size() == ids.size();
        for (int i = 0; i < rows.size() && inOrder; i++) {
            var id = rows.get(i).path("orderId").asText("");
            inOrder = TenantCalls.seqOfOrder(rows.get(i)).isEmpty() || id.equals(ids.get(i));
        }
        findings.add(Finding.of(
                "5 in one array, 2nd bad, 4th there",
                "status " + answer.status() + ", " + rows.size() + " elements, "
                        + (inOrder ? "each at its own place" : "NOT each at its own place")));
    }

    private void puts(String orderId, JsonNode order) throws InterruptedException {
        var same = TenantCalls.order(orderId).put("salesOrderSeq", TenantCalls.seqOfOrder(order));
        findings.add(Finding.of(
                "a PUT that changes nothing",
                "status " + calls.put("salesOrders", same).status()));
        var byKey = TenantCalls.order(orderId).put("genericAttribute1", "probe");
        findings.add(Finding.of("a PUT by the orderId alone", calls.shown(calls.put("salesOrders", byKey))));
    }

    /** Of orders without an id, so that nothing stays. */
    private void arrays() throws InterruptedException {
        var good = 0;
        var refused = "";
        for (var size : List.of(100, 200, 500, 1_000)) {
            if (size <= plan.maxArray() && refused.isEmpty()) {
                var elements = new JsonNode[size];
                for (int i = 0; i < size; i++) {
                    elements[i] = JsonNodeFactory.instance.objectNode();
                }
                var answer = calls.post("salesOrders", elements);
                if (TenantCalls.rows(answer, "salesOrders").size() == size) {
                    good = size;
                } else {
                    refused = ", " + size + " are not: " + calls.shown(answer);
                }
            }
        }
        if (plan.maxArray() > 0) {
            findings.add(Finding.asByDefault("elements in an array", good + " are taken" + refused, "batch-size"));
        }
    }
}
