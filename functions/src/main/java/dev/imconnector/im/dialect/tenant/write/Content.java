package dev.imconnector.im.dialect.tenant.write;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.credit.AdditionalField;
import dev.imconnector.credit.Credit;
import dev.imconnector.im.dialect.tenant.wire.ExactJson;
import dev.imconnector.problem.CleanText;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Compares a transaction that IM has with the credit that is to be sent. Who is paid is compared by the hash of the content
 * alone, for some tenants show assignments wrongly when more than one transaction is read.
 */
final class Content {

    private static final int MAX_SHOWN = 60;

    private final TransactionShape shape;

    Content(TransactionShape shape) {
        this.shape = shape;
    }

    /** What is different, with both values; empty when nothing is. */
    Optional<String> difference(JsonNode row, Credit credit) {
        var theirs = money(row.path("value"));
        var ours = plain(credit.amount()) + " " + credit.currencyCode();
        var amount = ExactJson.number(row.path("value").path("value"));
        if (amount.isEmpty()
                || amount.get().compareTo(credit.amount()) != 0
                || !row.path("value").path("unitType").path("name").asText("").equals(credit.currencyCode())) {
            return Optional.of("amount " + theirs + " in IM, " + ours + " here");
        }
        var day = ExactJson.day(row.path("compensationDate"));
        if (!day.equals(TransactionBody.day(credit.transactionDate()))) {
            return Optional.of("date " + shown(day) + " in IM, " + TransactionBody.day(credit.transactionDate())
                    + " here (amount " + ours + ")");
        }
        var hash = hash(row);
        if (hash.isPresent()) {
            return hash.get().equals(TransactionBody.hash(credit))
                    ? Optional.empty()
                    : Optional.of("the hash of the content, who is paid included, " + shown(hash.get()) + " in IM, "
                            + TransactionBody.hash(credit) + " here (amount " + ours + " in both)");
        }
        return credit.additional().stream()
                .flatMap(field -> difference(row.path(field.name()), field).stream())
                .findFirst();
    }

    /** As it was kept when the transaction was made; empty when it was made without. */
    private Optional<String> hash(JsonNode row) {
        return shape.hashAttribute()
                .map(attribute -> row.path(attribute).asText(""))
                .filter(hash -> !hash.isEmpty() && !hash.equals("null"));
    }

    private static Optional<String> difference(JsonNode theirs, AdditionalField field) {
        var isSame = switch (field.type()) {
            case TEXT -> theirs.asText("").equals(field.value());
            case DATE -> ExactJson.day(theirs).equals(TransactionBody.day(field.value()));
            case BOOLEAN -> theirs.isBoolean() && theirs.booleanValue() == Boolean.parseBoolean(field.value());
            case NUMBER ->
                ExactJson.number(theirs.path("value"))
                                .filter(number -> number.compareTo(new BigDecimal(field.value())) == 0)
                                .isPresent()
                        && theirs.path("unitType").path("name").asText("").equals(field.unit());
        };
        var there = field.type() == AdditionalField.Type.NUMBER ? money(theirs) : shown(theirs.asText(""));
        return isSame
                ? Optional.empty()
                : Optional.of(field.name() + " '" + there + "' there, '" + shown(field.value()) + "' here");
    }

    private static String money(JsonNode amount) {
        var number = ExactJson.number(amount.path("value"));
        return number.map(Content::plain).orElse("none") + " "
                + shown(amount.path("unitType").path("name").asText("?"));
    }

    private static String plain(BigDecimal number) {
        return number.toPlainString();
    }

    private static String shown(String text) {
        return CleanText.of(text, MAX_SHOWN);
    }
}
