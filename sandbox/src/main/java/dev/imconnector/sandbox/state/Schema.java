package dev.imconnector.sandbox.state;

import dev.imconnector.sandbox.http.RequestRefusedException;
import java.util.Map;

/**
 * An entity of the API.
 *
 * @param entity its name in the path
 * @param key the field that is its id
 * @param fields the fields that query options may name, with their types; rows may hold others
 */
public record Schema(String entity, String key, Map<String, FieldType> fields) {

    public static final Schema PARTICIPANTS = new Schema(
            "participants",
            "participantId",
            Map.of(
                    "participantId", FieldType.TEXT,
                    "name", FieldType.TEXT,
                    "status", FieldType.TEXT,
                    "region", FieldType.TEXT,
                    "managerId", FieldType.TEXT,
                    "hireDate", FieldType.DATE));

    static final Schema COMP_PLANS = new Schema(
            "comp-plans",
            "planId",
            Map.of(
                    "planId", FieldType.TEXT,
                    "name", FieldType.TEXT,
                    "status", FieldType.TEXT,
                    "effectiveFrom", FieldType.DATE));

    static final Schema QUOTAS = new Schema(
            "quotas",
            "quotaId",
            Map.of(
                    "quotaId", FieldType.TEXT,
                    "participantId", FieldType.TEXT,
                    "periodId", FieldType.TEXT,
                    "status", FieldType.TEXT,
                    "targetAmount", FieldType.NUMBER,
                    "currencyCode", FieldType.TEXT));

    static final Schema PIPELINE_RUNS = new Schema(
            "pipeline-runs",
            "runId",
            Map.of(
                    "runId", FieldType.TEXT,
                    "pipelineId", FieldType.TEXT,
                    "status", FieldType.TEXT,
                    "createdDate", FieldType.DATE));

    static final Schema CREDITS = new Schema(
            "credits",
            "creditId",
            Map.of(
                    "creditId", FieldType.TEXT,
                    "sourceRef", FieldType.TEXT,
                    "participantId", FieldType.TEXT,
                    "transactionDate", FieldType.DATE,
                    "amount", FieldType.NUMBER,
                    "currencyCode", FieldType.TEXT,
                    "periodId", FieldType.TEXT,
                    "status", FieldType.TEXT));

    static final Schema RESULTS = new Schema(
            "results",
            "resultId",
            Map.of(
                    "resultId", FieldType.TEXT,
                    "participantId", FieldType.TEXT,
                    "periodId", FieldType.TEXT,
                    "status", FieldType.TEXT,
                    "payoutAmount", FieldType.NUMBER,
                    "currencyCode", FieldType.TEXT,
                    "calculatedDate", FieldType.DATE));

    /** @throws RequestRefusedException when there is no such field; names are case-sensitive */
    public FieldType typeOf(String field) {
        var type = fields.get(field);
        if (type == null) {
            throw new RequestRefusedException(
                    400, "Could not find a property named '" + field + "' on '" + entity + "'");
        }
        return type;
    }
}
