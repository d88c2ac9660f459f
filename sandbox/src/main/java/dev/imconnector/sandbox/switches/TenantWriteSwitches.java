package dev.imconnector.sandbox.switches;

import java.util.List;

/** How a tenant (dialect {@code tenant}) takes and answers writes, where nobody outside knows how real ones do. */
public final class TenantWriteSwitches {

    public static final Switch<KeyRule> ORDER_KEY =
            Switch.choice("order-key", KeyRule.ENFORCED, "tenant: what a POST of an orderId that is there does");
    public static final Switch<KeyRule> TRANSACTION_KEY = Switch.choice(
            "transaction-key",
            KeyRule.ENFORCED,
            "tenant: what a POST of a transaction does whose order, line, subline and event type are there");
    public static final Switch<KeyComparison> KEY_COMPARISON =
            Switch.choice("key-comparison", KeyComparison.EXACT, "tenant: which strings are the same key");
    public static final Switch<Boolean> IMPLICIT_ORDER = Switch.flag(
            "implicit-order", false, "tenant: whether a transaction for an unknown orderId makes the order");
    public static final Switch<String> KEY_EXISTS_CODE =
            Switch.text("key-exists-code", "TCMP_35004", "tenant: the code of a key that is there");
    public static final Switch<Integer> KEY_EXISTS_STATUS = Switch.oneOf(
            "key-exists-status",
            400,
            "tenant: status when every element of a write has a key that is there",
            200,
            207,
            400,
            409,
            500);
    public static final Switch<Integer> WRITTEN_STATUS = Switch.oneOf(
            "written-status", 201, "tenant: status of a POST whose elements are all created", 200, 201, 207, 500);
    public static final Switch<Integer> PARTLY_WRITTEN_STATUS = Switch.oneOf(
            "partly-written-status",
            207,
            "tenant: status of a write with good and failed elements",
            200,
            201,
            207,
            400,
            500);
    public static final Switch<Integer> NOT_WRITTEN_STATUS = Switch.oneOf(
            "not-written-status",
            400,
            "tenant: status of a write whose elements have all failed",
            200,
            207,
            400,
            422,
            500);
    public static final Switch<Integer> UNCHANGED_PUT_STATUS =
            Switch.oneOf("unchanged-put-status", 304, "tenant: status of a PUT that changes nothing", 200, 304);
    public static final Switch<ElementAnswer> ELEMENT_ANSWER = Switch.choice(
            "element-answer", ElementAnswer.RIGHT, "tenant: which elements the answer to a write lists, and how");
    public static final Switch<BodyReferences> BODY_REFERENCES =
            Switch.choice("body-references", BodyReferences.ANY, "tenant: which references a body may hold");
    public static final Switch<PutKey> PUT_KEY =
            Switch.choice("put-key", PutKey.ANY, "tenant: by what a PUT finds the object that it changes");
    public static final Switch<Integer> MAX_ELEMENTS =
            Switch.number("max-elements", 999, 1, 1_000_000, "tenant: most elements of a write");
    public static final Switch<Integer> MAX_ELEMENTS_STATUS =
            Switch.oneOf("max-elements-status", 400, "tenant: status of a write with more of them", 400, 413);
    public static final Switch<AmountDigits> AMOUNT_DIGITS = Switch.choice(
            "amount-digits", AmountDigits.KEPT, "tenant: what happens to decimals beyond the scale of the unit");
    public static final Switch<Unknown> UNKNOWN_PAYEE =
            Switch.choice("unknown-payee", Unknown.ACCEPTED, "tenant: a transaction for a payee whom nobody knows");
    public static final Switch<Unknown> CLOSED_PERIOD = Switch.choice(
            "closed-period", Unknown.ACCEPTED, "tenant: a transaction dated in a period that was posted or finalized");
    public static final Switch<Integer> ROLE_MISSING_STATUS = Switch.oneOf(
            "role-missing-status",
            403,
            "tenant: status of a request that the client's role does not allow",
            400,
            401,
            402,
            403);

    /** All of these, in the order in which they are described. */
    static final List<Switch<?>> ALL = List.of(
            ORDER_KEY,
            TRANSACTION_KEY,
            KEY_COMPARISON,
            IMPLICIT_ORDER,
            KEY_EXISTS_CODE,
            KEY_EXISTS_STATUS,
            WRITTEN_STATUS,
            PARTLY_WRITTEN_STATUS,
            NOT_WRITTEN_STATUS,
            UNCHANGED_PUT_STATUS,
            ELEMENT_ANSWER,
            BODY_REFERENCES,
            PUT_KEY,
            MAX_ELEMENTS,
            MAX_ELEMENTS_STATUS,
            AMOUNT_DIGITS,
            UNKNOWN_PAYEE,
            CLOSED_PERIOD,
            ROLE_MISSING_STATUS);

    private TenantWriteSwitches() {}

    /** What a POST does whose natural key is there already. */
    public enum KeyRule {
        /** The element fails. */
        ENFORCED,
        /** There are two of them. */
        DOUBLED,
        /** It changes the one that is there, and answers as if it had made it. */
        UPSERTED
    }

    /** Which texts are the same key. */
    public enum KeyComparison {
        EXACT,
        IGNORING_CASE,
        /** Blanks at the end do not count. */
        TRIMMED
    }

    /** Which elements the answer to a write lists. */
    public enum ElementAnswer {
        /** One for each element sent, in their order. */
        RIGHT,
        /** The last one is left out. */
        SHORT,
        /** The first one comes again at the end. */
        LONG,
        SHUFFLED
    }

    /** Which references a body may hold. */
    public enum BodyReferences {
        ANY,
        /** Objects with the business key, such as {@code {"orderId":…}}. */
        KEY,
        /** Objects with the seq, such as {@code {"salesOrderSeq":…}}. */
        SEQ,
        /** The seq as a text. */
        BARE
    }

    /** By what a PUT finds its object. */
    public enum PutKey {
        /** By its seq, and without one by its natural key. */
        ANY,
        SEQ
    }

    /** What happens to decimals beyond the scale of the amount's unit. */
    public enum AmountDigits {
        KEPT,
        ROUNDED
    }

    /** What happens to a transaction that names what is not there, or no longer open. */
    public enum Unknown {
        ACCEPTED,
        REFUSED
    }
}
