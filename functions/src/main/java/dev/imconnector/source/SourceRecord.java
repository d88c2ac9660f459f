package dev.imconnector.source;

import dev.imconnector.credit.CheckedCredit;
import dev.imconnector.credit.Credit;
import dev.imconnector.credit.CreditField;
import dev.imconnector.credit.CreditRules;
import dev.imconnector.credit.RawCredit;
import dev.imconnector.credit.Rejection;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * One record of the input.
 *
 * @param place where it is
 * @param checked the credit that may be sent, or why nothing may be sent
 * @param asFound what it says of itself, whether it may be sent or not
 * @param original the record as it came, for handing it back
 */
public record SourceRecord(Place place, CheckedCredit checked, AsFound asFound, Original original) {

    /** Longest record, in characters. */
    public static final int MAX_LENGTH = 1024 * 1024;

    /**
     * What a record says of itself.
     *
     * @param sourceRef without blanks around it, or null; unchecked when nothing may be sent
     * @param amount when it is a valid one, else null
     * @param currencyCode when it is a valid one, else null
     */
    public record AsFound(String sourceRef, BigDecimal amount, String currencyCode) {

        private static final AsFound NOTHING = new AsFound(null, null, null);

        private static AsFound of(Credit credit) {
            return new AsFound(credit.sourceRef(), credit.amount(), credit.currencyCode());
        }

        private static AsFound of(RawCredit raw) {
            return new AsFound(
                    raw.trimmed(CreditField.SOURCE_REF), CreditRules.amountOf(raw), CreditRules.currencyCodeOf(raw));
        }
    }

    public SourceRecord {
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(checked, "checked");
        Objects.requireNonNull(asFound, "asFound");
        Objects.requireNonNull(original, "original");
    }

    /** A record whose fields were found: whether it may be sent is for {@link CreditRules} to say. */
    public static SourceRecord checked(Place place, RawCredit raw, Original original) {
        var checked = CreditRules.check(raw);
        var asFound = checked instanceof Credit credit ? AsFound.of(credit) : AsFound.of(raw);
        return new SourceRecord(place, checked, asFound, original);
    }

    /** A record that is rejected whatever its fields are. */
    public static SourceRecord rejected(Place place, Rejection why, RawCredit raw, Original original) {
        return new SourceRecord(place, why, AsFound.of(raw), original);
    }

    /** A record of which no field was found. */
    public static SourceRecord unreadable(Place place, Rejection why, Original original) {
        return new SourceRecord(place, why, AsFound.NOTHING, original);
    }

    /** The same record, of which nothing may be sent. */
    public SourceRecord rejectedFor(Rejection why) {
        return new SourceRecord(place, why, asFound, original);
    }

    /** Whether there is a credit that may be sent. */
    public boolean isValid() {
        return checked instanceof Credit;
    }

    /**
     * The credit that may be sent.
     *
     * @throws IllegalStateException when there is none
     */
    public Credit credit() {
        if (checked instanceof Credit credit) {
            return credit;
        }
        throw new IllegalStateException("The record at " + place + " is rejected: it has no credit");
    }

    /**
     * Why nothing may be sent.
     *
     * @throws IllegalStateException when the record is valid
     */
    public Rejection rejection() {
        if (checked instanceof Rejection rejection) {
            return rejection;
        }
        throw new IllegalStateException("The record at " + place + " is valid: it has no rejection");
    }

    /** Its place in the whole input, 0 being the first. */
    public long position() {
        return place.position();
    }

    /** Which of {@link CreditSource#files()} it is in. */
    public int fileIndex() {
        return place.fileIndex();
    }

    /** The location of its file. */
    public String file() {
        return place.file();
    }

    /** The physical line on which it starts, 1 being the file's first. */
    public long line() {
        return place.line();
    }

    /** See {@link AsFound#sourceRef()}. */
    public String sourceRef() {
        return asFound.sourceRef();
    }

    /** See {@link AsFound#amount()}. */
    public BigDecimal amount() {
        return asFound.amount();
    }

    /** See {@link AsFound#currencyCode()}. */
    public String currencyCode() {
        return asFound.currencyCode();
    }
}
