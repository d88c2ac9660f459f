package dev.imconnector.im.dialect.tenant;

import dev.imconnector.credit.AdditionalField;
import dev.imconnector.im.CallTimes;
import dev.imconnector.im.ImTransport;
import dev.imconnector.im.RowId;
import dev.imconnector.im.dialect.Cancelled;
import dev.imconnector.im.dialect.Changed;
import dev.imconnector.im.dialect.CreditDialect;
import dev.imconnector.im.dialect.KnownFields;
import dev.imconnector.im.dialect.Operation;
import dev.imconnector.im.dialect.OperationMissingException;
import dev.imconnector.im.dialect.RowChange;
import dev.imconnector.im.dialect.WriteDialect;
import dev.imconnector.im.dialect.tenant.write.TenantSales;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What can be written to a tenant: credits, as orders and transactions; pipelines are started and cancelled. Immutable. */
final class TenantWrites implements WriteDialect {

    private final Supplier<TenantSales> sales;
    private final TenantFamily family;
    private final TenantPipelines pipelines;
    private final PipelineCancel cancel;

    /** @param sales how credits get there; asked for by whoever sends any */
    TenantWrites(TenantFamily family, Supplier<TenantSales> sales, TenantPipelines pipelines, PipelineCancel cancel) {
        this.family = family;
        this.sales = sales;
        this.pipelines = pipelines;
        this.cancel = cancel;
    }

    @Override
    public Set<Operation> operations() {
        return family.hasPipelines()
                ? EnumSet.of(Operation.START_PIPELINE_RUN, Operation.CANCEL_PIPELINE_RUN)
                : EnumSet.noneOf(Operation.class);
    }

    @Override
    public OperationMissingException missing(Operation operation) {
        return switch (operation) {
            case CHANGE_PARTICIPANT, REPLACE_PARTICIPANT ->
                new OperationMissingException(
                        operation,
                        "this connector does not write a tenant's participants, and they have no status",
                        "Change it in IM, or with its file loader. In the place of a status set terminationDate, and"
                                + " effectiveEndDate");
            case CHANGE_QUOTA, REPLACE_QUOTA ->
                new OperationMissingException(
                        operation,
                        "a quota here is a definition (name, calendar, unit) and has no amount of a person",
                        "Amounts for persons are among the plan's values: change them in IM, or with its file loader");
            case START_PIPELINE_RUN, CANCEL_PIPELINE_RUN ->
                new OperationMissingException(
                        operation,
                        "pipelines of hyperscaler tenants belong to another service (/cng-pipeline), whose answers are"
                                + " not public",
                        "Do it in IM itself; im probe shows what that service answers");
        };
    }

    @Override
    public Optional<String> faultOf(AdditionalField field) {
        return sales.get().faultOf(field);
    }

    @Override
    public String learn(CallTimes times, ImTransport transport) throws InterruptedException {
        return sales.get().learn(times, transport);
    }

    @Override
    public CreditDialect credits(String learned) {
        return sales.get().credits(learned);
    }

    @Override
    public KnownFields fields(Operation operation) {
        return switch (operation) {
            case START_PIPELINE_RUN -> new KnownFields(PipelineOrder.FIELDS, Optional.empty());
            case CANCEL_PIPELINE_RUN -> new KnownFields(Set.of(), Optional.empty());
            default -> throw missing(operation);
        };
    }

    @Override
    public Changed change(RowChange change, CallTimes times, ImTransport transport) {
        throw missing(change.operation());
    }

    @Override
    public String newestPipelineRunsFirst() {
        return TenantPipelines.NEWEST_FIRST;
    }

    @Override
    public Optional<String> startPipelineRun(byte[] json, CallTimes times, ImTransport transport)
            throws InterruptedException {
        return pipelines.start(json, times, transport);
    }

    @Override
    public Optional<Cancelled> cancelPipelineRun(RowId id, CallTimes times, ImTransport transport)
            throws InterruptedException {
        return cancel.cancel(id.text(), times, transport);
    }
}
