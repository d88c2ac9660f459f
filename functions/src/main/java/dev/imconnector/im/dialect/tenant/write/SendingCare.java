package dev.imconnector.im.dialect.tenant.write;

import dev.imconnector.problem.BudgetedPattern;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How a credit is kept from being in IM twice.
 *
 * @param look whether what is there is looked for before anything is sent, and what follows of a lost answer
 * @param settle how long IM may be at work on a request that was left without an answer
 * @param keyExists which words of IM mean that a key is there already
 */
public record SendingCare(Look look, Duration settle, BudgetedPattern keyExists) {

    /** The way in which a second one is prevented. */
    public enum Look {
        /** By a look before each batch, because it is unknown whether IM refuses a second one. */
        FIRST,
        /** By IM, which is known to refuse a second one. */
        NOT_FIRST,
        /** By a look alone, for IM is known to take a second one: what was left without an answer is not sent again. */
        FIRST_AND_SEND_ONCE
    }

    public static SendingCare of(Look look, Duration settle, Pattern keyExists) {
        return new SendingCare(look, settle, new BudgetedPattern(keyExists));
    }

    boolean looksFirst() {
        return look != Look.NOT_FIRST;
    }

    boolean sendsOnce() {
        return look == Look.FIRST_AND_SEND_ONCE;
    }

    /** What cannot be decided within the budget counts as no match, and is looked up. */
    boolean isThere(String words) {
        return keyExists.isIn(words).orElse(false);
    }
}
