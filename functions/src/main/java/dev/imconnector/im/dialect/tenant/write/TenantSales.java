package dev.imconnector.im.dialect.tenant.write;

import dev.imconnector.credit.AdditionalField;
import dev.imconnector.credit.CreditCheck;
import dev.imconnector.im.CallTimes;
import dev.imconnector.im.ImTransport;
import dev.imconnector.im.dialect.CreditDialect;
import java.util.List;
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

    /** What a credit can be checked by before anything is learned. */
    public CreditCheck checkOfAnyTenant() {
        return TransactionRules.ofAnyTenant();
    }

    /** What that check leaves open, in words for people. */
    public static List<String> leftToIm() {
        return List.of(
                "whether the calendar has each periodId, and each date lies in its period",
                "whether each currency and unit is a unit type, and how many decimals it has");
    }

    /** @param learned of {@link #learn} */
    public CreditDialect credits(String learned) {
        return new TenantCredits(shape, care, Learned.of(learned));
    }
}
