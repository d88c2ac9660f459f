package dev.imconnector.im.dialect.tenant;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The stages of a pipeline that are run for a period, with the number that a tenant knows each by. */
enum PipelineStage {
    CLASSIFY("Classify", "515"),
    ALLOCATE("Allocate", "516"),
    REWARD("Reward", "518"),
    PAY("Pay", "519"),
    COMPENSATE("Compensate", "530"),
    SUMMARIZE("Summarize", "531"),
    COMPENSATE_AND_PAY("CompensateAndPay", "532"),
    POST("Post", "520"),
    FINALIZE("Finalize", "521"),
    RESET_FROM_CLASSIFY("ResetFromClassify", "514"),
    RESET_FROM_ALLOCATE("ResetFromAllocate", "523"),
    RESET_FROM_REWARD("ResetFromReward", "522"),
    RESET_FROM_PAY("ResetFromPay", "526"),
    UNDO_POST("UndoPost", "718"),
    UNDO_FINALIZE("UndoFinalize", "721");

    /** What the numbers of all stages begin with, the same in every tenant. */
    private static final String PREFIX = "21673573206720";

    private final String word;
    private final String digits;

    PipelineStage(String word, String digits) {
        this.word = word;
        this.digits = digits;
    }

    static Optional<PipelineStage> named(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word.equalsIgnoreCase(word))
                .findFirst();
    }

    /** Their names, in half a sentence. */
    static String names() {
        return Arrays.stream(values()).map(each -> each.word).collect(Collectors.joining(", "));
    }

    String word() {
        return word;
    }

    String seq() {
        return PREFIX + digits;
    }
}
