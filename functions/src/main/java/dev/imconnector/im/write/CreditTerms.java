package dev.imconnector.im.write;

import dev.imconnector.credit.AdditionalField;
import dev.imconnector.credit.CreditCheck;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What credits are judged by outside of a run. Safe for use by several threads.
 *
 * @param check which credits IM could not take as they are meant
 * @param faultOf what is wrong with an additional field that a mapping names, in half a sentence
 * @param unknown what is not judged, because only IM knows it, in words for people; empty when nothing is left
 */
public record CreditTerms(
        CreditCheck check, Function<AdditionalField, Optional<String>> faultOf, List<String> unknown) {

    public CreditTerms {
        unknown = List.copyOf(unknown);
    }
}
