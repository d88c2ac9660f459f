package dev.imconnector.mapping;

import dev.imconnector.credit.AdditionalField;

/**
 * A field beside the six that IM needs.
 *
 * @param required whether a record without a value is rejected; otherwise it goes without the field
 * @param unit what a number counts, or null
 */
record AdditionalMapping(FieldMapping mapping, AdditionalField.Type type, boolean required, String unit) {}
