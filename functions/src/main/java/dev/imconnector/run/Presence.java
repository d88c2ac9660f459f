package dev.imconnector.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What the receipts of other runs say about the credits that IM reported as already present.
 *
 * @param inIm how many credits IM said it of
 * @param withReceipt for how many of them there is a receipt that they were created from here
 * @param changed how many of those have other content now than they were created with
 * @param complete whether all receipts that there are were looked at, as far as needed
 * @param corrections where the changed ones are listed, or null when there are none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Presence(long inIm, long withReceipt, long changed, boolean complete, String corrections) {

    /** For how many there is no receipt, as far as was looked. */
    public long withoutReceipt() {
        return inIm - withReceipt;
    }
}
