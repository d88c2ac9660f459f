package dev.imconnector.im.dialect.tenant.write;

import dev.imconnector.credit.AdditionalField;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which fields of a transaction a mapping may fill beside the six of a credit, and of which type each is. */
final class AdditionalNames {

    private static final Pattern ATTRIBUTE = Pattern.compile("genericAttribute([1-9]|[12][0-9]|3[0-2])");
    private static final Pattern NUMBER = Pattern.compile("genericNumber[1-6]");
    private static final Pattern DATE = Pattern.compile("genericDate[1-6]");
    private static final Pattern BOOLEAN = Pattern.compile("genericBoolean[1-6]");
    private static final Set<String> TEXTS = Set.of(
            "productId",
            "productName",
            "productDescription",
            "channel",
            "poNumber",
            "dataSource",
            "discountType",
            "paymentTerms",
            "comments",
            "alternateOrderNumber",
            "nativeCurrency");
    private static final Set<String> NUMBERS =
            Set.of("numberOfUnits", "unitValue", "discountPercent", "nativeCurrencyAmount");

    private static final String ONE_PARTICIPANT =
            "participantId says it, and a credit has one participant: for shares of several write several credits, or a rule"
                    + " of the plan";

    /** What a transaction has, and where it comes from. */
    private static final Map<String, String> SET_ELSEWHERE = Map.ofEntries(
            Map.entry("transactionAssignments", ONE_PARTICIPANT),
            Map.entry("payeeId", ONE_PARTICIPANT),
            Map.entry("positionName", ONE_PARTICIPANT),
            Map.entry("salesOrder", "sourceRef says it"),
            Map.entry("orderId", "sourceRef says it"),
            Map.entry("lineNumber", "it is always 1"),
            Map.entry("subLineNumber", "it is always 1"),
            Map.entry("eventType", "the setting event-type says it"),
            Map.entry("value", "amount and currencyCode say it"),
            Map.entry("compensationDate", "transactionDate says it"),
            Map.entry("period", "IM takes the period of the date"),
            Map.entry("businessUnits", "the setting business-unit says it"),
            Map.entry("processingUnit", "the setting processing-unit says it"));

    private AdditionalNames() {}

    /** What is wrong with a field that a mapping names, in half a sentence. */
    static Optional<String> faultOf(AdditionalField field, Optional<String> hashAttribute) {
        var name = field.name();
        if (hashAttribute.filter(name::equals).isPresent()) {
            return Optional.of("'" + name + "' keeps the hash of the content (setting content-hash-attribute)");
        }
        if (SET_ELSEWHERE.containsKey(name)) {
            return Optional.of("a mapping cannot fill '" + name + "': " + SET_ELSEWHERE.get(name));
        }
        var type = typeOf(name);
        if (type.isEmpty()) {
            return Optional.of(
                    "a transaction has no field '" + name + "' that a mapping can fill: use genericAttribute1 to"
                            + " 32, genericNumber1 to 6, genericDate1 to 6, genericBoolean1 to 6, productId, productName, channel,"
                            + " poNumber, comments or alternateOrderNumber");
        }
        if (type.get() != field.type()) {
            return Optional.of(wrongType(name, type.get()));
        }
        return field.type() == AdditionalField.Type.NUMBER && field.unit() == null
                ? Optional.of(
                        "'" + name + "' needs a unit, the name of one of the tenant's unit types, such as quantity")
                : Optional.empty();
    }

    private static String wrongType(String name, AdditionalField.Type right) {
        return "'" + name + "' of a transaction is of the type " + right.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<AdditionalField.Type> typeOf(String name) {
        if (TEXTS.contains(name) || ATTRIBUTE.matcher(name).matches()) {
            return Optional.of(AdditionalField.Type.TEXT);
        }
        if (NUMBERS.contains(name) || NUMBER.matcher(name).matches()) {
            return Optional.of(AdditionalField.Type.NUMBER);
        }
        if (name.equals("accountingDate") || DATE.matcher(name).matches()) {
            return Optional.of(AdditionalField.Type.DATE);
        }
        return BOOLEAN.matcher(name).matches() ? Optional.of(AdditionalField.Type.BOOLEAN) : Optional.empty();
    }
}
