package dev.imconnector.sandbox.tenant.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.tenant.model.Resource;
import dev.imconnector.sandbox.tenant.model.Resources;
import dev.imconnector.sandbox.tenant.store.Calendars;
import dev.imconnector.sandbox.tenant.store.TenantState;
import java.util.ArrayList;
import java.util.List;

/** What a pipeline run that ended well has done: credits made of transactions, a period closed or opened. */
final class RunEffects {

    /** Set on a transaction that has its credits; no field of the API. */
    private static final String CREDITED = "credited";

    private static final Resource PARTICIPANTS = Resources.of("participants");

    private final TenantState state;

    RunEffects(TenantState state) {
        this.state = state;
    }

    /** @return how many transactions it could not do anything with */
    int of(ObjectNode run, Stage stage, String endedAt) {
        var period = state.latest("periods", run.path("period").asText());
        if (period.isEmpty()) {
            return 0;
        }
        if (stage.closes() || stage.opens()) {
            var seq = period.get().get("periodSeq").textValue();
            state.table("periods").put(seq, List.of(period.get().deepCopy().put(Calendars.CLOSED, stage.closes())));
        }
        return stage.credits() ? credit(period.get(), run, endedAt) : 0;
    }

    private int credit(ObjectNode period, ObjectNode run, String endedAt) {
        var failed = 0;
        var transactions = state.table("salesTransactions");
        var all = new ArrayList<ObjectNode>();
        for (int i = 0; i < transactions.size(); i++) {
            all.add(transactions.row(i));
        }
        for (var transaction : all) {
            if (isDue(transaction, period)) {
                failed += credit(transaction, period, run, endedAt) ? 0 : 1;
            }
        }
        return failed;
    }

    private static boolean isDue(ObjectNode transaction, ObjectNode period) {
        var date = transaction.get("compensationDate").textValue();
        return !transaction.has(CREDITED)
                && transaction.path("isRunnable").booleanValue()
                && transaction.path("transactionAssignments").size() > 0
                && date.compareTo(period.get("startDate").textValue()) >= 0
                && date.compareTo(period.get("endDate").textValue()) < 0;
    }

    private boolean credit(ObjectNode transaction, ObjectNode period, ObjectNode run, String endedAt) {
        var positions = new ArrayList<ObjectNode>();
        for (var assignment : transaction.get("transactionAssignments")) {
            var position = positionOf(assignment.path("payeeId").asText());
            if (position == null) {
                message(transaction, run, endedAt);
                return false;
            }
            positions.add(position);
        }
        for (var position : positions) {
            put("credits", credit(transaction, period, run, position).put("pipelineRunDate", endedAt));
        }
        var seq = transaction.get("salesTransactionSeq").textValue();
        state.table("salesTransactions")
                .put(
                        seq,
                        List.of(transaction
                                .deepCopy()
                                .put(CREDITED, true)
                                .put("pipelineRun", run.get("pipelineRunSeq").textValue())));
        return true;
    }

    /** Null when there is no such participant, or none with a position. */
    private ObjectNode positionOf(String payeeId) {
        var payees = state.named(PARTICIPANTS, payeeId);
        var positions = state.rows("positions");
        for (int i = 0; i < positions.size() && !payees.isEmpty(); i++) {
            if (positions.row(i).path("payee").equals(payees.get(0).get("payeeSeq"))) {
                return positions.row(i);
            }
        }
        return null;
    }

    private ObjectNode credit(ObjectNode transaction, ObjectNode period, ObjectNode run, ObjectNode position) {
        var credit = Json.MAPPER.createObjectNode();
        credit.put("name", "Direct credit");
        credit.set("position", position.get("ruleElementOwnerSeq"));
        credit.set("payee", position.get("payee"));
        credit.set("salesOrder", transaction.get("salesOrder"));
        credit.set("salesTransaction", transaction.get("salesTransactionSeq"));
        credit.set("period", period.get("periodSeq"));
        credit.put("creditType", Resources.of("creditTypes").seq(0));
        credit.set("value", transaction.get("value"));
        credit.set("preadjustedValue", transaction.get("value"));
        credit.put("originTypeId", "calculated");
        credit.set("compensationDate", transaction.get("compensationDate"));
        credit.put("isHeld", false).put("isRollable", false);
        credit.set("pipelineRun", run.get("pipelineRunSeq"));
        credit.put("processingUnit", Resources.of("processingUnits").seq(0)).put("etag", "1");
        return credit;
    }

    private void message(ObjectNode transaction, ObjectNode run, String at) {
        var message = Json.MAPPER.createObjectNode();
        message.put("messageKey", "NO_PAYEE").put("messageType", "Error").put("module", "Allocate");
        message.put("subCategory", "Crediting").put("category", "Pipeline").put("messageLog", "1");
        message.put("messageTimeStamp", at).put("argumentCount", 0);
        message.set("salesTransaction", transaction.get("salesTransactionSeq"));
        message.set("runPeriod", run.get("period"));
        put("messages", message);
    }

    private void put(String resource, ObjectNode row) {
        var table = state.table(resource);
        var seq = table.newSeq();
        table.put(seq, List.of(row.put(table.resource().seqField(), seq)));
    }
}
