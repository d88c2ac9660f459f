package dev.imconnector.im.dialect.tenant;

import dev.imconnector.credit.AdditionalField;
import dev.imconnector.im.CallTimes;
import dev.imconnector.im.ImTransport;
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

/** What can be written to a tenant: credits, as orders and transactions, and starts of pipelines. Immutable. */
final class TenantWrites implements WriteDialect {

    private final Supplier<TenantSales> sales;
    private final TenantPipelines pipelines;

    /** @param sales how credits get there; asked for by whoever sends any */
    TenantWrites(Supplier<TenantSales> sales, TenantPipelines pipelines) {
        this.sales = sales;
        this.pipelines = pipelines;
    }

    @Override
    public Set<Operation> operations() {
        return EnumSet.of(Operation.START_PIPELINE_RUN);
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
        if (operation == Operation.START_PIPELINE_RUN) {
            return new KnownFields(PipelineOrder.FIELDS, Optional.empty());
        }
        throw new OperationMissingException(operation);
    }

    @Override
    public Changed change(RowChange change, CallTimes times, ImTransport transport) {
        throw new OperationMissingException(change.operation());
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
}
