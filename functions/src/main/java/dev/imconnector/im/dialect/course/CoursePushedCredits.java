package dev.imconnector.im.dialect.course;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.imconnector.im.Entity;
import dev.imconnector.im.dialect.ImRows;
import dev.imconnector.im.dialect.PushedCredit;
import dev.imconnector.im.dialect.PushedCredits;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What was pushed is shown as credits, with the fields that were sent and a status. */
final class CoursePushedCredits implements PushedCredits {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNumberLength(1_000).build())
            .build();
    private static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,60}(\\.[0-9]{1,60})?([eE][+-]?[0-9]{1,2})?");

    @Override
    public Entity entity() {
        return Entity.CREDITS;
    }

    @Override
    public List<String> fields() {
        return List.of("sourceRef", "amount", "currencyCode", "status");
    }

    @Override
    public String filter(Collection<String> periods, ImRows rows) {
        return periods.stream()
                .map(period -> ODataFilter.equal("periodId", period))
                .collect(Collectors.joining(" or "));
    }

    @Override
    public PushedCredit read(String row) throws IOException {
        var sourceRef = "";
        var amount = "";
        var currencyCode = "";
        var status = "";
        try (var json = JSON.createParser(row)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var name = json.currentName();
                var token = json.nextToken();
                var text = token.isScalarValue() && token != JsonToken.VALUE_NULL ? json.getText() : "";
                switch (name) {
                    case "sourceRef" -> sourceRef = text;
                    case "amount" -> amount = text;
                    case "currencyCode" -> currencyCode = text;
                    case "status" -> status = text;
                    default -> json.skipChildren();
                }
            }
        }
        return new PushedCredit(
                sourceRef,
                AMOUNT.matcher(amount).matches() ? new BigDecimal(amount) : null,
                currencyCode,
                status,
                standing(status));
    }

    private static PushedCredit.Standing standing(String status) {
        if (status.equalsIgnoreCase("ERROR")) {
            return PushedCredit.Standing.IN_ERROR;
        }
        return status.equalsIgnoreCase("REVERSED") ? PushedCredit.Standing.REVERSED : PushedCredit.Standing.TAKEN;
    }
}
