package dev.imconnector.cli.probe;

import dev.imconnector.cli.probe.ProbeClient.Answer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How a tenant lists and filters. */
final class TenantReadQuestions {

    private static final int MANY = 50;

    private final TenantCalls calls;
    private final TenantProbe.Plan plan;
    private final List<Finding> findings;

    TenantReadQuestions(TenantCalls calls, TenantProbe.Plan plan, List<Finding> findings) {
        this.calls = calls;
        this.plan = plan;
        this.findings = findings;
    }

    void ask() throws InterruptedException {
        filters();
        for (var top : List.of("0", "101", "1000")) {
            var answer = calls.get("periods", "top=" + top);
            findings.add(Finding.of("top=" + top, rows(answer, "periods")));
        }
        next();
        assignments();
        payments();
    }

    private String rows(Answer answer, String resource) {
        return answer.isGood()
                ? TenantCalls.rows(answer, resource).size() + " rows"
                : "refused: " + calls.shown(answer);
    }

    private void filters() throws InterruptedException {
        var orders = calls.get("salesOrders", "top=1", "$filter=orderId eq '" + plan.prefix() + "*'");
        findings.add(Finding.of("filter with an asterisk", rows(orders, "salesOrders")));
        if (!TenantCalls.rows(orders, "salesOrders").isEmpty()) {
            var seq = TenantCalls.seqOfOrder(
                    TenantCalls.rows(orders, "salesOrders").get(0));
            var answer = calls.get("salesTransactions", "top=10", "$filter=salesOrder eq " + seq);
            findings.add(Finding.of("filter by the order's seq", rows(answer, "salesTransactions")));
        }
        var many = IntStream.rangeClosed(1, MANY)
                .mapToObj(i -> "orderId eq '" + plan.prefix() + "-" + i + "'")
                .collect(Collectors.joining(" or "));
        findings.add(Finding.of(
                "filter of " + MANY + " orderIds",
                rows(calls.get("salesOrders", "top=100", "$filter=" + many), "salesOrders")));
        findings.add(Finding.of(
                "filter with a quote in double quotes",
                rows(calls.get("salesOrders", "top=1", "$filter=orderId eq \"it's\""), "salesOrders")));
    }

    private void next() throws InterruptedException {
        var answer = calls.get("periods", "top=1", "orderBy=periodSeq", "$filter=name ne 'nothing'");
        var next = answer.json().path("next").asText("");
        findings.add(Finding.of(
                "link to the next page",
                next.isEmpty()
                        ? "none: " + calls.shown(answer)
                        : calls.clean(next)
                                + (next.startsWith("/v2/") ? "" : " (is NOT relative to the root)")
                                + (next.contains("filter") ? "" : " (has LOST the filter)")));
    }

    private void assignments() throws InterruptedException {
        var answer = calls.get(
                "salesTransactions",
                "top=100",
                "expand=transactionAssignments",
                "$filter=salesOrder/orderId eq '" + plan.prefix() + "*'");
        var rows = TenantCalls.rows(answer, "salesTransactions");
        var wrong = rows.stream()
                .filter(row -> row.path("transactionAssignments").size() != 1)
                .count();
        findings.add(Finding.of(
                "assignments of many transactions",
                answer.isGood()
                        ? wrong + " of " + rows.size() + " rows have not exactly the one that was sent"
                        : "refused: " + calls.shown(answer)));
    }

    private void payments() throws InterruptedException {
        findings.add(Finding.of("payments", rows(calls.get("payments", "top=1"), "payments")));
        findings.add(Finding.of(
                "filter for posted payments",
                rows(calls.get("payments", "top=1", "$filter=postPipelineRun ne 'null'"), "payments")));
    }
}
