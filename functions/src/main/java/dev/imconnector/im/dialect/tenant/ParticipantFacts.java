package dev.imconnector.im.dialect.tenant;

import com.fasterxml.jackson.core.JsonParser;
import dev.imconnector.im.dialect.tenant.wire.TenantDate;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The participant's id under the name that it has everywhere here, and a status that is computed, because the row has
 * none.
 */
final class ParticipantFacts implements RowFacts {

    private final LocalDate today;
    private Optional<String> payeeId = Optional.empty();
    private Optional<LocalDate> terminated = Optional.empty();

    /** @param today what a termination is compared with */
    ParticipantFacts(LocalDate today) {
        this.today = today;
    }

    @Override
    public void see(String field, JsonParser json) throws IOException {
        switch (field) {
            case "payeeId" -> payeeId = Optional.ofNullable(json.getValueAsString());
            case "terminationDate" -> terminated = TenantDate.day(json.getValueAsString());
            default -> {}
        }
        json.skipChildren();
    }

    @Override
    public void addTo(AddedFields fields) throws IOException {
        if (payeeId.isPresent()) {
            fields.text("participantId", payeeId.get());
        }
        fields.text("status", terminated.filter(today::isAfter).isPresent() ? "INACTIVE" : "ACTIVE");
        fields.flag("statusIsComputed", true);
    }
}
