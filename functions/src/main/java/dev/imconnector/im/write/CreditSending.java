package dev.imconnector.im.write;

import dev.imconnector.credit.AdditionalField;
import dev.imconnector.credit.CreditCheck;
import dev.imconnector.im.CallTimes;
import dev.imconnector.im.ImTransport;
import dev.imconnector.im.dialect.WriteDialect;
import java.util.Optional;

/**
 * Checks and sends credits to one IM: what is learned of it first, which credits it could not take, and what sends
 * the others. Safe for use by several threads.
 */
public final class CreditSending {

    private final ImTransport transport;
    private final WriteDialect dialect;

    public CreditSending(ImTransport transport, WriteDialect dialect) {
        this.transport = transport;
        this.dialect = dialect;
    }

    /**
     * Reads what of IM's own data credits are checked and sent by.
     *
     * @return for {@link #check} and {@link #submission}; empty when nothing is needed
     * @throws dev.imconnector.problem.ProblemException when it cannot be read, or is not what the settings say
     */
    public String learn(CallTimes times) throws InterruptedException {
        return dialect.learn(times, transport);
    }

    /** Which credits this IM could not take as they are meant. */
    public CreditCheck check(String learned) {
        return dialect.credits(learned);
    }

    /** What sends credits that the check lets pass. */
    public CreditSubmission submission(String learned) {
        return new CreditSubmission(transport, dialect.credits(learned));
    }

    /** What is wrong with an additional field that a mapping names, in half a sentence; empty when a credit can have it. */
    public Optional<String> faultOf(AdditionalField field) {
        return dialect.faultOf(field);
    }
}
