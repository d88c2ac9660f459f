package dev.imconnector.sandbox.tenant.query;

/** How a field is compared. */
enum Operator {
    EQ,
    NE,
    GT,
    GE,
    LT,
    LE;

    /** @param compared negative, 0 or positive, as a comparator says */
    boolean holds(int compared) {
        return switch (this) {
            case EQ -> compared == 0;
            case NE -> compared != 0;
            case GT -> compared > 0;
            case GE -> compared >= 0;
            case LT -> compared < 0;
            case LE -> compared <= 0;
        };
    }
}
