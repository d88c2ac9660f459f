package dev.imconnector.im.dialect.tenant;

import dev.imconnector.im.Protocol;
import dev.imconnector.im.dialect.Dialect;
import dev.imconnector.im.dialect.ReadDialect;
import dev.imconnector.im.dialect.WriteDialect;

/** The dialect of real tenants, in both families. Immutable. */
public final class TenantDialect implements Dialect {

    private final TenantProtocol protocol = new TenantProtocol();
    private final TenantReads reads = new TenantReads();
    private final TenantWrites writes = new TenantWrites();

    @Override
    public Protocol protocol() {
        return protocol;
    }

    @Override
    public ReadDialect reads() {
        return reads;
    }

    @Override
    public WriteDialect writes() {
        return writes;
    }
}
