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
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Writes to a tenant nothing yet: whatever is asked for is refused before a request is made. */
final class TenantWrites implements WriteDialect {

    private final TenantPipelines pipelines;

    TenantWrites(TenantPipelines pipelines) {
        this.pipelines = pipelines;
    }

    @Override
    public Set<Operation> operations() {
        return EnumSet.of(Operation.START_PIPELINE_RUN);
    }

    @Override
    public Optional<String> faultOf(String name, AdditionalField.Type type) {
        throw new OperationMissingException("take credits from here");
    }

    @Override
    public String learn(CallTimes times, ImTransport transport) {
        throw new OperationMissingException("take credits from here");
    }

    @Override
    public CreditDialect credits(String learned) {
        throw new OperationMissingException("take credits from here");
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
