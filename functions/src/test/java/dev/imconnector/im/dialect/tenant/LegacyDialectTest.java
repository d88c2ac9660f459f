package dev.imconnector.im.dialect.tenant;

/** The other family keeps it too, and has pipelines. */
class LegacyDialectTest extends HyperscalerDialectTest {

    @Override
    TenantFamily family() {
        return TenantFamily.LEGACY;
    }
}
