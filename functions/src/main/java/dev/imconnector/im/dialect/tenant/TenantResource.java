package dev.imconnector.im.dialect.tenant;

import dev.imconnector.im.Entity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where an entity is kept in a tenant. Immutable.
 *
 * @param name as in the path, such as {@code payments}
 * @param seq the field with the number that tells its rows apart; rows are ordered by it
 * @param id the field by which people know a row; the seq where they know it by nothing else
 * @param expand the references that are shown whole
 * @param others what fields that other IMs have are called here, as in a filter; empty where there is none
 */
record TenantResource(String name, String seq, String id, List<String> expand, Map<String, String> others) {

    /** What there is for each entity that can be read. */
    static Map<Entity, TenantResource> all(ResultsResource results) {
        return Map.of(
                Entity.RESULTS, results(results),
                Entity.PARTICIPANTS,
                        new TenantResource(
                                "participants",
                                "payeeSeq",
                                "payeeId",
                                List.of(),
                                others("participantId", "payeeId", "name", "lastName", "status", "terminationDate")),
                Entity.COMP_PLANS, owner("plans", List.of("calendar"), others("planId", "name", "status", "")),
                Entity.QUOTAS,
                        new TenantResource(
                                "quotas",
                                "quotaSeq",
                                "name",
                                List.of("calendar", "unitType"),
                                others("quotaId", "name", "participantId", "", "periodId", "", "targetAmount", "")),
                Entity.CREDITS, credits(),
                Entity.PIPELINE_RUNS, pipelines(),
                Entity.SALES_TRANSACTIONS, transactions(),
                Entity.PERIODS,
                        new TenantResource(
                                "periods",
                                "periodSeq",
                                "name",
                                List.of("periodType", "calendar", "parent"),
                                others("periodId", "name", "status", "")),
                Entity.POSITIONS,
                        owner(
                                "positions",
                                List.of("payee", "plan", "title", "manager"),
                                others(
                                        "participantId",
                                        "payee/payeeId",
                                        "managerId",
                                        "manager/name",
                                        "planId",
                                        "plan/name")));
    }

    private static TenantResource results(ResultsResource results) {
        return new TenantResource(
                results.resource(),
                results.seq(),
                results.seq(),
                results.expand(),
                others(
                        "resultId",
                        results.seq(),
                        "participantId",
                        results.payee() + "/payeeId",
                        "periodId",
                        "period/name",
                        "planId",
                        "",
                        "payoutAmount",
                        results.amount(),
                        "amount",
                        results.amount(),
                        "currencyCode",
                        results.amount(),
                        "status",
                        results.saysWhetherPosted() ? "postPipelineRun" : ""));
    }

    private static TenantResource owner(String name, List<String> expand, Map<String, String> others) {
        return new TenantResource(name, "ruleElementOwnerSeq", "name", expand, others);
    }

    private static TenantResource credits() {
        return new TenantResource(
                "credits",
                "creditSeq",
                "creditSeq",
                List.of("payee", "period", "salesOrder", "salesTransaction", "creditType"),
                others(
                        "creditId", "creditSeq",
                        "sourceRef", "salesOrder/orderId",
                        "participantId", "payee/payeeId",
                        "periodId", "period/name",
                        "transactionDate", "compensationDate",
                        "amount", "value",
                        "currencyCode", "value",
                        "status", ""));
    }

    private static TenantResource transactions() {
        return new TenantResource(
                "salesTransactions",
                "salesTransactionSeq",
                "salesTransactionSeq",
                List.of("salesOrder", "eventType"),
                others(
                        "creditId", "salesTransactionSeq",
                        "sourceRef", "salesOrder/orderId",
                        "participantId", "",
                        "periodId", "",
                        "transactionDate", "compensationDate",
                        "amount", "value",
                        "currencyCode", "value",
                        "status", ""));
    }

    private static TenantResource pipelines() {
        return new TenantResource(
                "pipelines",
                "pipelineRunSeq",
                "pipelineRunSeq",
                List.of("period"),
                others(
                        "runId", "pipelineRunSeq",
                        "pipelineId", "stageType",
                        "periodId", "period/name",
                        "startedAt", "startTime",
                        "createdDate", "dateSubmitted",
                        "completedAt", "stopTime"));
    }

    private static Map<String, String> others(String... pairs) {
        var map = new TreeMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    /** {@code /payments}. */
    String path() {
        return "/" + name;
    }
}
