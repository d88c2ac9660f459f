package dev.imconnector.credit;

import java.util.Optional;

/** Whether a credit whose form is right may be sent. Implementations are safe for use by several threads. */
@FunctionalInterface
public interface CreditCheck {

    /** Why it may not, all that is wrong with it; empty when it may. */
    Optional<Rejection> fault(Credit credit);

    /** This check, and the other one for what passes it. */
    default CreditCheck and(CreditCheck other) {
        return credit -> {
            var fault = fault(credit);
            return fault.isPresent() ? fault : other.fault(credit);
        };
    }
}
