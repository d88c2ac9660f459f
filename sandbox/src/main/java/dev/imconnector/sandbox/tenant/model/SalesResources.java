package dev.imconnector.sandbox.tenant.model;

import static dev.imconnector.sandbox.tenant.model.FieldKind.ADDRESS;
import static dev.imconnector.sandbox.tenant.model.FieldKind.ADJUSTMENT;
import static dev.imconnector.sandbox.tenant.model.FieldKind.AMOUNT;
import static dev.imconnector.sandbox.tenant.model.FieldKind.ASSIGNMENTS;
import static dev.imconnector.sandbox.tenant.model.FieldKind.DATE;
import static dev.imconnector.sandbox.tenant.model.FieldKind.FLAG;
import static dev.imconnector.sandbox.tenant.model.FieldKind.TEXT;
import static dev.imconnector.sandbox.tenant.model.FieldKind.TIMESTAMP;
import static dev.imconnector.sandbox.tenant.model.Resource.Operation.CREATE;
import static dev.imconnector.sandbox.tenant.model.Resource.Operation.DELETE;
import static dev.imconnector.sandbox.tenant.model.Resource.Operation.UPDATE;

import java.util.List;

/** What was sold: orders, their transactions, and the credits that pipelines make of them. */
final class SalesResources {

    private SalesResources() {}

    static List<Resource> all() {
        return List.of(salesOrders(), salesTransactions(), credits());
    }

    private static Resource salesOrders() {
        return ResourceBuilder.of("salesOrders", "salesOrderSeq", "SalesOrder")
                .keys("orderId")
                .required(TEXT, "orderId")
                .units()
                .generics(16)
                .serverReference("pipelineRun", "pipelines")
                .stamped()
                .allowing(CREATE, UPDATE, DELETE)
                .build();
    }

    private static Resource salesTransactions() {
        return ResourceBuilder.of("salesTransactions", "salesTransactionSeq", "SalesTransaction")
                .keys("salesOrder", "lineNumber", "subLineNumber", "eventType")
                .requiredReference("salesOrder", "salesOrders")
                .required(AMOUNT, "lineNumber", "subLineNumber")
                .requiredReference("eventType", "eventTypes")
                .required(AMOUNT, "value")
                .required(DATE, "compensationDate")
                .optional(
                        AMOUNT,
                        "preadjustedValue",
                        "numberOfUnits",
                        "unitValue",
                        "discountPercent",
                        "nativeCurrencyAmount")
                .optional(TEXT, "nativeCurrency", "productId", "productName", "productDescription", "channel")
                .optional(TEXT, "poNumber", "dataSource", "discountType", "paymentTerms", "comments")
                .optional(TEXT, "alternateOrderNumber")
                .optional(DATE, "accountingDate")
                .optional(TIMESTAMP, "modificationDate")
                .reference("reason", "reasons")
                .optional(FLAG, "isRunnable")
                .optional(ADDRESS, "billToAddress", "shipToAddress", "otherToAddress")
                .units()
                .generics(32)
                .optional(ASSIGNMENTS, "transactionAssignments")
                .optional(ADJUSTMENT, "adjustmentContext")
                .server(TEXT, "originTypeId")
                .server(FLAG, "isPurged")
                .serverReference("pipelineRun", "pipelines")
                .stamped()
                .allowing(CREATE, UPDATE, DELETE)
                .build();
    }

    private static Resource credits() {
        return ResourceBuilder.of("credits", "creditSeq", "Credit")
                .required(TEXT, "name")
                .requiredReference("position", "positions")
                .requiredReference("payee", "participants")
                .requiredReference("salesOrder", "salesOrders")
                .reference("salesTransaction", "salesTransactions")
                .requiredReference("period", "periods")
                .requiredReference("creditType", "creditTypes")
                .required(AMOUNT, "value", "preadjustedValue")
                .required(TEXT, "originTypeId")
                .reference("reason", "reasons")
                .reference("rule", null)
                .optional(FLAG, "isRollable", "isHeld", "isPrivate")
                .optional(DATE, "rollDate", "releaseDate", "compensationDate")
                .optional(TEXT, "comments")
                .units()
                .generics(16)
                .madeByRun()
                .stamped()
                .allowing(CREATE, UPDATE)
                .build();
    }
}
