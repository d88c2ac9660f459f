package dev.imconnector.sandbox.tenant.model;

import static dev.imconnector.sandbox.tenant.model.FieldKind.AMOUNT;
import static dev.imconnector.sandbox.tenant.model.FieldKind.DATE;
import static dev.imconnector.sandbox.tenant.model.FieldKind.FLAG;
import static dev.imconnector.sandbox.tenant.model.FieldKind.TEXT;
import static dev.imconnector.sandbox.tenant.model.FieldKind.TIMESTAMP;

import java.util.List;

/** What pipelines have calculated. */
final class ResultResources {

    private ResultResources() {}

    static List<Resource> all() {
        return List.of(
                payments("payments", "paymentSeq", "Payment", "reason")
                        .generics(16)
                        .build(),
                payments("appliedDeposits", "appliedDepositSeq", "AppliedDeposit", "entryNumber")
                        .build(),
                balances(),
                paymentSummarys(),
                deposits(),
                incentives(),
                commissions(),
                measurements("measurements", "Measurement"),
                measurements("primaryMeasurements", "PrimaryMeasurement"),
                measurements("secondaryMeasurements", "SecondaryMeasurement"));
    }

    private static ResourceBuilder result(String name, String seqField, String objectType, String payee) {
        return ResourceBuilder.of(name, seqField, objectType)
                .serverReference("position", "positions")
                .serverReference(payee, "participants")
                .serverReference("period", "periods");
    }

    private static ResourceBuilder earning(ResourceBuilder resource) {
        return resource.server(TEXT, "earningGroupId", "earningCodeId");
    }

    private static ResourceBuilder payments(String name, String seqField, String objectType, String own) {
        return earning(result(name, seqField, objectType, "payee"))
                .server(AMOUNT, "value")
                .serverReference("trialPipelineRun", "pipelines")
                .server(TIMESTAMP, "trialPipelineRunDate")
                .serverReference("postPipelineRun", "pipelines")
                .server(TIMESTAMP, "postPipelineRunDate")
                .server(TEXT, own)
                .serverReference("processingUnit", "processingUnits")
                .server(TEXT, "etag")
                .calculated();
    }

    private static Resource balances() {
        return payments("balances", "balanceSeq", "Balance", "balanceStatusId")
                .serverReference("applyPipelineRun", "pipelines")
                .server(TIMESTAMP, "applyPipelineRunDate")
                .build();
    }

    private static Resource paymentSummarys() {
        return result("paymentSummarys", "paymentSummarySeq", "PaymentSummary", "participant")
                .server(TEXT, "earningGroupId")
                .server(AMOUNT, "payment", "balance", "priorBalance", "outstandingBalance", "appliedDeposit")
                .units()
                .madeByRun()
                .build();
    }

    private static Resource deposits() {
        return earning(result("deposits", "depositSeq", "Deposit", "payee"))
                .server(TEXT, "name", "originTypeId")
                .server(AMOUNT, "value", "preadjustedValue")
                .server(FLAG, "isHeld")
                .server(DATE, "depositDate", "releaseDate")
                .serverReference("reason", "reasons")
                .serverReference("rule", null)
                .units()
                .generics(16)
                .madeByRun()
                .build();
    }

    private static Resource incentives() {
        return result("incentives", "incentiveSeq", "Incentive", "payee")
                .server(TEXT, "name")
                .server(AMOUNT, "value", "quota", "attainment")
                .server(FLAG, "isActive")
                .serverReference("rule", null)
                .units()
                .generics(16)
                .madeByRun()
                .build();
    }

    private static Resource commissions() {
        return result("commissions", "commissionSeq", "Commission", "payee")
                .serverReference("incentive", "incentives")
                .serverReference("credit", "credits")
                .server(AMOUNT, "value", "rateValue", "entryNumber")
                .server(TEXT, "originTypeId")
                .units()
                .madeByRun()
                .build();
    }

    private static Resource measurements(String name, String objectType) {
        return result(name, "measurementSeq", objectType, "payee")
                .keys("name")
                .server(TEXT, "name")
                .server(AMOUNT, "value", "numberOfCredits")
                .serverReference("rule", null)
                .units()
                .generics(16)
                .madeByRun()
                .build();
    }
}
