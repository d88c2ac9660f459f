package dev.imconnector.sandbox.tenant.run;

import java.util.Optional;

/** The stages of pipelines, by the last three digits of their seqs. */
enum Stage {
    CLASSIFY("515", Command.PIPELINE_RUN),
    ALLOCATE("516", Command.PIPELINE_RUN),
    REWARD("518", Command.PIPELINE_RUN),
    PAY("519", Command.PIPELINE_RUN),
    COMPENSATE("530", Command.PIPELINE_RUN),
    SUMMARIZE("531", Command.PIPELINE_RUN),
    COMPENSATE_AND_PAY("532", Command.PIPELINE_RUN),
    POST("520", Command.PIPELINE_RUN),
    FINALIZE("521", Command.PIPELINE_RUN),
    RESET_FROM_CLASSIFY("514", Command.PIPELINE_RUN),
    RESET_FROM_ALLOCATE("523", Command.PIPELINE_RUN),
    RESET_FROM_REWARD("522", Command.PIPELINE_RUN),
    RESET_FROM_PAY("526", Command.PIPELINE_RUN),
    UNDO_POST("718", Command.PIPELINE_RUN),
    UNDO_FINALIZE("721", Command.PIPELINE_RUN),
    PURGE("573", Command.PIPELINE_RUN),
    REPORTS("698", Command.PIPELINE_RUN),
    VALIDATE("533", Command.IMPORT),
    TRANSFER("534", Command.IMPORT),
    TRANSFER_IF_ALL_VALID("535", Command.IMPORT),
    VALIDATE_AND_TRANSFER("536", Command.IMPORT),
    VALIDATE_AND_TRANSFER_IF_ALL_VALID("537", Command.IMPORT),
    RESET_FROM_VALIDATE("525", Command.IMPORT),
    XML_IMPORT("693", Command.XML_IMPORT);

    private static final String PREFIX = "21673573206720";

    private final String digits;
    private final Command command;

    Stage(String digits, Command command) {
        this.digits = digits;
        this.command = command;
    }

    String seq() {
        return PREFIX + digits;
    }

    Command command() {
        return command;
    }

    /** Whether it makes credits of transactions. */
    boolean credits() {
        return this == ALLOCATE || this == COMPENSATE || this == COMPENSATE_AND_PAY;
    }

    boolean closes() {
        return this == POST || this == FINALIZE;
    }

    boolean opens() {
        return this == UNDO_POST || this == UNDO_FINALIZE;
    }

    static Optional<Stage> ofSeq(String seq) {
        for (var each : values()) {
            if (each.seq().equals(seq)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
