package dev.imconnector.push;

import dev.imconnector.credit.AdditionalField;
import dev.imconnector.mapping.CreditMappings;
import dev.imconnector.problem.Problem;
import dev.imconnector.source.InputException;
import java.util.Optional;
import java.util.function.Function;

/** The fields that a mapping fills beside those of a credit. */
public final class MappedFields {

    private MappedFields() {}

    /**
     * Makes sure that IM has each of them, before anything is sent without it.
     *
     * @param at where the mapping is, for the message
     * @param faultOf what is wrong with a field, in half a sentence
     * @throws InputException when IM has no such field
     */
    public static void mustBeOfIm(
            CreditMappings mappings, String at, Function<AdditionalField, Optional<String>> faultOf) {
        mappings.all().stream()
                .flatMap(mapping -> mapping.additionalFields().stream())
                .flatMap(field -> faultOf.apply(field).stream())
                .findFirst()
                .ifPresent(fault -> {
                    throw new InputException(new Problem(
                            "MAPPING_FIELD_UNKNOWN",
                            "The mapping " + at + ": " + fault,
                            "Correct it under \"additional\" in the mapping, and call again with \"retry\": true"));
                });
    }
}
