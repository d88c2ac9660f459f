package dev.imconnector.im.dialect.tenant;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.imconnector.im.dialect.tenant.wire.Reference;
import java.io.IOException;
import java.util.Optional;

/** Who gets how much, for which period, and whether it is settled, of one row of results. */
final class ResultFacts implements RowFacts {

    /** The field that only posted rows have. */
    static final String POSTED_BY = "postPipelineRun";

    private final ResultsResource results;
    private final boolean isPostedOnly;

    private boolean hasPayee;
    private boolean hasPeriod;
    private boolean hasAmount;
    private boolean isPosted;
    private Optional<Reference> payee = Optional.empty();
    private Optional<Reference> period = Optional.empty();
    private Optional<TenantAmount> amount = Optional.empty();

    /** @param isPostedOnly whether what was not posted is left out */
    ResultFacts(ResultsResource results, boolean isPostedOnly) {
        this.results = results;
        this.isPostedOnly = isPostedOnly;
    }

    @Override
    public void see(String field, JsonParser json) throws IOException {
        if (field.equals(results.payee())) {
            hasPayee = true;
            payee = Reference.read(json);
        } else if (field.equals("period")) {
            hasPeriod = true;
            period = Reference.read(json);
        } else if (field.equals(results.amount())) {
            hasAmount = true;
            amount = TenantAmount.read(json);
        } else {
            isPosted |= field.equals(POSTED_BY) && isSet(json);
            json.skipChildren();
        }
    }

    /** An empty text counts as missing, as null does. */
    private static boolean isSet(JsonParser json) throws IOException {
        return json.currentToken() != JsonToken.VALUE_NULL
                && !(json.currentToken() == JsonToken.VALUE_STRING
                        && json.getText().isBlank());
    }

    @Override
    public boolean isKept() {
        return isPosted || !isPostedOnly || !results.saysWhetherPosted();
    }

    /** What a reference does not show is an explicit nothing, and no seq in the place of a name. */
    @Override
    public void addTo(AddedFields fields) throws IOException {
        if (hasPayee) {
            fields.text(
                    "participantId",
                    payee.flatMap(each -> each.field("payeeId")).orElse(null));
        }
        if (hasPeriod) {
            fields.text("periodId", period.flatMap(each -> each.field("name")).orElse(null));
        }
        if (hasAmount) {
            fields.text("currencyCode", currency());
            fields.number("payoutAmount", amount());
        }
        if (results.saysWhetherPosted()) {
            fields.text("status", isPosted ? "POSTED" : "TRIAL");
        }
    }

    @Override
    public String amount() {
        return amount.map(TenantAmount::digits).orElse(null);
    }

    @Override
    public String currency() {
        return amount.map(TenantAmount::unit).orElse(null);
    }
}
