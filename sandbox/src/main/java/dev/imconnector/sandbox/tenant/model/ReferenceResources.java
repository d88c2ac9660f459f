package dev.imconnector.sandbox.tenant.model;

import static dev.imconnector.sandbox.tenant.model.FieldKind.DATE;
import static dev.imconnector.sandbox.tenant.model.FieldKind.FLAG;
import static dev.imconnector.sandbox.tenant.model.FieldKind.INTEGER;
import static dev.imconnector.sandbox.tenant.model.FieldKind.OBJECT;
import static dev.imconnector.sandbox.tenant.model.FieldKind.SEQ;
import static dev.imconnector.sandbox.tenant.model.FieldKind.TEXT;
import static dev.imconnector.sandbox.tenant.model.FieldKind.TEXTS;
import static dev.imconnector.sandbox.tenant.model.FieldKind.TIMESTAMP;
import static dev.imconnector.sandbox.tenant.model.Resource.Operation.CREATE;
import static dev.imconnector.sandbox.tenant.model.Resource.Operation.DELETE;
import static dev.imconnector.sandbox.tenant.model.Resource.Operation.UPDATE;

import java.util.List;

/** What the others refer to: types, calendars, units, pipeline runs and their messages. */
final class ReferenceResources {

    private ReferenceResources() {}

    static List<Resource> all() {
        return List.of(
                dataType("eventTypes", "EventType", "eventTypeId"),
                dataType("creditTypes", "CreditType", "creditTypeId"),
                dataType("reasons", "Reason", "reasonId"),
                dataType("earningCodes", "EarningCode", "earningCodeId"),
                dataType("earningGroups", "EarningGroup", "earningGroupId"),
                unitTypes(),
                periodTypes(),
                calendars(),
                periods(),
                named("processingUnits", "processingUnitSeq", "ProcessingUnit").build(),
                named("businessUnits", "businessUnitSeq", "BusinessUnit")
                        .reference("processingUnit", "processingUnits")
                        .server(TEXT, "mask")
                        .build(),
                pipelines(),
                messages());
    }

    private static Resource dataType(String name, String objectType, String id) {
        return ResourceBuilder.of(name, "dataTypeSeq", objectType)
                .keys(id)
                .required(TEXT, id)
                .optional(TEXT, "description")
                .optional(FLAG, "notAllowUpdate")
                .stamped()
                .allowing(CREATE, UPDATE, DELETE)
                .build();
    }

    private static ResourceBuilder named(String name, String seqField, String objectType) {
        return ResourceBuilder.of(name, seqField, objectType)
                .keys("name")
                .required(TEXT, "name")
                .optional(TEXT, "description");
    }

    private static Resource unitTypes() {
        return named("unitTypes", "unitTypeSeq", "UnitType")
                .server(TEXT, "symbol", "currencyLocale", "formatting")
                .server(INTEGER, "scale", "reportingScale", "positionOfSymbol")
                .server(OBJECT, "valueClass")
                .build();
    }

    private static Resource periodTypes() {
        return named("periodTypes", "periodTypeSeq", "PeriodType")
                .server(INTEGER, "level")
                .build();
    }

    private static Resource calendars() {
        return named("calendars", "calendarSeq", "Calendar")
                .reference("minorPeriodType", "periodTypes")
                .reference("majorPeriodType", "periodTypes")
                .optional(TEXTS, "periods")
                .stamped()
                .build();
    }

    private static Resource periods() {
        return named("periods", "periodSeq", "Period")
                .required(TEXT, "shortName")
                .required(DATE, "startDate", "endDate")
                .requiredReference("periodType", "periodTypes")
                .requiredReference("calendar", "calendars")
                .reference("parent", "periods")
                .stamped()
                .build();
    }

    private static Resource pipelines() {
        return ResourceBuilder.of("pipelines", "pipelineRunSeq", "PipelineRun")
                .server(TEXT, "command", "description", "state", "status", "userId", "runMode", "runProgress")
                .server(SEQ, "stageType", "modelSeq")
                .server(TIMESTAMP, "dateSubmitted", "startTime", "stopTime")
                .server(INTEGER, "numErrors", "numWarnings", "priority")
                .server(TEXT, "message", "batchName")
                .server(TEXTS, "stageTables")
                .serverReference("period", "periods")
                .serverReference("processingUnit", "processingUnits")
                .build();
    }

    private static Resource messages() {
        return ResourceBuilder.of("messages", "messageSeq", "Message")
                .server(TEXT, "messageKey", "messageType", "module", "subCategory", "category")
                .serverReference("messageLog", null)
                .server(TIMESTAMP, "messageTimeStamp")
                .server(INTEGER, "argumentCount")
                .serverReference("salesTransaction", "salesTransactions")
                .serverReference("credit", "credits")
                .serverReference("payee", "participants")
                .serverReference("position", "positions")
                .serverReference("rule", null)
                .serverReference("runPeriod", "periods")
                .build();
    }
}
