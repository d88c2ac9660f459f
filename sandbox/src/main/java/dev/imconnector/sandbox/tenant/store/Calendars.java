package dev.imconnector.sandbox.tenant.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Optional;

/** Finds the period that a day falls into. */
public final class Calendars {

    /** The calendar whose periods days fall into. */
    public static final String MAIN = "Main Monthly Calendar";

    /** Set on a period that was posted or finalized; no field of the API. */
    public static final String CLOSED = "closed";

    private final TenantState state;

    public Calendars(TenantState state) {
        this.state = state;
    }

    /** The month of the main calendar that a day falls into. */
    public Optional<ObjectNode> periodOf(LocalDate day) {
        return state.rows("periods").indexed("name", nameOf(day)).orElseThrow().stream()
                .filter(this::isOfMain)
                .findFirst();
    }

    private boolean isOfMain(ObjectNode period) {
        return state.latest("calendars", period.get("calendar").textValue())
                .map(calendar -> calendar.get("name").textValue().equals(MAIN))
                .orElse(false);
    }

    static String nameOf(LocalDate day) {
        return day.toString().substring(0, 7);
    }
}
