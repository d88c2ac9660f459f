package dev.imconnector.im.dialect.tenant;

import dev.imconnector.im.Protocol;
import dev.imconnector.im.dialect.Dialect;
import dev.imconnector.im.dialect.ReadDialect;
import dev.imconnector.im.dialect.WriteDialect;
import dev.imconnector.im.dialect.tenant.write.TenantSales;
import java.util.function.Supplier;

/** The dialect of real tenants, in both families. Immutable. */
public final class TenantDialect implements Dialect {

    private final TenantProtocol protocol = new TenantProtocol();
    private final TenantFamily family;
    private final Supplier<TenantReadOptions> read;
    private final Supplier<TenantSales> sales;

    /**
     * @param family of the tenant
     * @param read what is read, as far as it is a matter of settings; asked for by whoever reads
     * @param sales how credits get there, likewise
     */
    public TenantDialect(TenantFamily family, Supplier<TenantReadOptions> read, Supplier<TenantSales> sales) {
        this.family = family;
        this.read = read;
        this.sales = sales;
    }

    @Override
    public Protocol protocol() {
        return protocol;
    }

    @Override
    public ReadDialect reads() {
        return tenantReads();
    }

    @Override
    public WriteDialect writes() {
        return new TenantWrites(
                family, sales, new TenantPipelines(() -> read.get().calendar()), new PipelineCancel(this::tenantReads));
    }

    private TenantReads tenantReads() {
        return new TenantReads(family, read.get());
    }
}
