package dev.imconnector.im.dialect.tenant.write;

import dev.imconnector.credit.AdditionalField;
import dev.imconnector.im.CallTimes;
import dev.imconnector.im.ImTransport;
import dev.imconnector.im.dialect.CreditDialect;
import java.util.Optional;

/** Writes credits into a tenant: as orders and transactions. Immutable. */
public final class TenantSales {

    private final TransactionShape shape;
    private final SendingCare care;

    /**
     * @param shape what a credit becomes
     * @param care how it is kept from being there twice
     */
    public TenantSales(TransactionShape shape, SendingCare care) {
        this.shape = shape;
        this.care = care;
    }

    /** What is wrong with an additional field that a mapping names, in half a sentence. */
    public Optional<String> faultOf(AdditionalField field) {
        return AdditionalNames.faultOf(field, shape.hashAttribute());
    }

    /**
     * Reads what of the tenant's own data credits are checked and sent by.
     *
     * @throws TenantSetupException when the settings are about something that the tenant does not have
     */
    public String learn(CallTimes times, ImTransport transport) throws InterruptedException {
        return new Learning(shape, times, transport).learn().toText();
    }

    /** @param learned of {@link #learn} */
    public CreditDialect credits(String learned) {
        return new TenantCredits(shape, care, Learned.of(learned));
    }
}
