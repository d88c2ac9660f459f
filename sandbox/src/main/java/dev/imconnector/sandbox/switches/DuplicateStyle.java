package dev.imconnector.sandbox.switches;

/** How a sourceRef that IM holds already is answered. */
public enum DuplicateStyle {
    /** ERROR with "Credit already exists …". */
    ERROR_EXISTS("ERROR", "Credit already exists for sourceRef {sourceRef}"),
    /** ERROR with "409 Conflict …". */
    ERROR_409("ERROR", "409 Conflict"),
    /** ERROR with "Duplicate sourceRef …". */
    ERROR_DUPLICATE("ERROR", "Duplicate sourceRef {sourceRef}"),
    /** ERROR in the words of {@link WriteSwitches#DUPLICATE_MESSAGE}. */
    ERROR_CUSTOM("ERROR", null),
    STATUS_DUPLICATE("DUPLICATE", null),
    STATUS_EXISTS("EXISTS", null),
    STATUS_ALREADY_EXISTS("ALREADY_EXISTS", null),
    STATUS_CONFLICT("CONFLICT", null),
    /** 409 for the whole batch, without results. */
    BATCH_409(null, null);

    private final String itemStatus;
    private final String message;

    DuplicateStyle(String itemStatus, String message) {
        this.itemStatus = itemStatus;
        this.message = message;
    }

    public boolean isWholeBatch() {
        return itemStatus == null;
    }

    public String itemStatus() {
        return itemStatus;
    }

    /** The message for a sourceRef, or null when the status says it all. */
    public String messageFor(String sourceRef, String custom) {
        var template = this == ERROR_CUSTOM ? custom : message;
        return template == null ? null : template.replace("{sourceRef}", sourceRef);
    }
}
