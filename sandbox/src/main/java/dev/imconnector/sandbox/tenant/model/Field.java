package dev.imconnector.sandbox.tenant.model;

/**
 * One field of a resource.
 *
 * @param target the resource that a reference leads to, or null
 */
public record Field(String name, FieldKind kind, String target, Access access) {

    /** Who gives a field its value. */
    public enum Access {
        /** The client, always. */
        REQUIRED,
        /** The client, if it likes. */
        OPTIONAL,
        /** The tenant. */
        SERVER
    }

    public boolean isReference() {
        return kind == FieldKind.REFERENCE || kind == FieldKind.REFERENCES;
    }

    /** Whether {@code expand} may name it. An amount is shown whole anyway, but a client names the one of a quota. */
    public boolean isExpandable() {
        return isReference()
                || kind == FieldKind.AMOUNT
                || kind == FieldKind.ADDRESS
                || kind == FieldKind.ASSIGNMENTS
                || kind == FieldKind.OBJECT
                || kind == FieldKind.TEXTS;
    }
}
