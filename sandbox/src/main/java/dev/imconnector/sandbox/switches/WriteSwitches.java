package dev.imconnector.sandbox.switches;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How writes are judged and answered. */
public final class WriteSwitches {

    public static final Switch<DuplicateStyle> DUPLICATE = Switch.choice(
            "duplicate", DuplicateStyle.ERROR_EXISTS, "how a sourceRef that is there already is answered");
    public static final Switch<String> DUPLICATE_MESSAGE =
            Switch.text("duplicate-message", "Credit {sourceRef} is there", "the words of duplicate=error-custom");
    public static final Switch<BadBatchStyle> BAD_BATCH =
            Switch.choice("bad-batch", BadBatchStyle.ITEMS, "how a batch with a bad record is answered");
    public static final Switch<WholeBatchApplies> WHOLE_BATCH_APPLIES = Switch.choice(
            "whole-batch-applies", WholeBatchApplies.NOTHING, "what a batch refused as a whole leaves behind");
    public static final Switch<Integer> CREATED_STATUS =
            Switch.oneOf("created-status", 201, "status of a batch that is all created", 200, 201, 207);
    public static final Switch<Integer> MIXED_STATUS =
            Switch.oneOf("mixed-status", 207, "status of a batch with some record not created", 200, 201, 207);
    public static final Switch<AnswerOrder> ANSWER_ORDER =
            Switch.choice("answer-order", AnswerOrder.SAME, "the order of results in a batch answer");
    public static final Switch<Integer> OMIT_EVERY =
            Switch.number("omit-every", 0, 0, 1_000_000, "each Nth record is left out of its batch's answer; 0: none");
    public static final Switch<Optional<Pattern>> OMIT_REF =
            Switch.pattern("omit-ref", "sourceRefs that are always left out of the answer");
    public static final Switch<Boolean> OMITTED_APPLIED =
            Switch.flag("omitted-applied", true, "whether a record left out of the answer was stored");
    public static final Switch<Integer> MAX_BATCH =
            Switch.number("max-batch", 1_000, 0, 1_000_000, "most records in a batch; 0: no maximum");
    public static final Switch<Integer> MAX_BATCH_STATUS =
            Switch.oneOf("max-batch-status", 413, "status of a larger batch", 400, 413);
    public static final Switch<Optional<Pattern>> REJECT_REF =
            Switch.pattern("reject-ref", "sourceRefs that are rejected with reject-message");
    public static final Switch<String> REJECT_MESSAGE =
            Switch.text("reject-message", "Rejected by rule", "why reject-ref is rejected; {sourceRef} is filled in");
    public static final Switch<Optional<Pattern>> POISON_REF =
            Switch.pattern("poison-ref", "sourceRefs whose batch ends as poison-action says, with nothing stored");
    public static final Switch<PoisonAction> POISON_ACTION =
            Switch.choice("poison-action", PoisonAction.STATUS_500, "how a request with a poison record ends");
    public static final Switch<List<String>> PERIODS =
            Switch.words("periods", "the periodIds that exist, separated by blanks; empty: any");
    public static final Switch<Boolean> KNOWN_PARTICIPANTS =
            Switch.flag("known-participants", false, "whether a credit's participant must be one of the sandbox's");

    public static final Switch<Integer> UNCHANGED_STATUS =
            Switch.oneOf("unchanged-status", 200, "status of a PUT or PATCH that changes nothing", 200, 304);
    public static final Switch<Integer> PIPELINE_SECONDS =
            Switch.number("pipeline-seconds", 30, 0, 1_000_000, "how long a pipeline run started from now on takes");
    public static final Switch<String> PIPELINE_END =
            Switch.text("pipeline-end", "COMPLETED", "the last status of a pipeline run started from now on");
    public static final Switch<Optional<Pattern>> CLASSIFICATION_ERROR_REF = Switch.pattern(
            "classification-error-ref", "sourceRefs whose credit a successful pipeline run puts to ERROR");

    /** All of these, in the order in which they are described. */
    static final List<Switch<?>> ALL = List.of(
            DUPLICATE,
            DUPLICATE_MESSAGE,
            BAD_BATCH,
            WHOLE_BATCH_APPLIES,
            CREATED_STATUS,
            MIXED_STATUS,
            ANSWER_ORDER,
            OMIT_EVERY,
            OMIT_REF,
            OMITTED_APPLIED,
            MAX_BATCH,
            MAX_BATCH_STATUS,
            REJECT_REF,
            REJECT_MESSAGE,
            POISON_REF,
            POISON_ACTION,
            PERIODS,
            KNOWN_PARTICIPANTS,
            UNCHANGED_STATUS,
            PIPELINE_SECONDS,
            PIPELINE_END,
            CLASSIFICATION_ERROR_REF);

    private WriteSwitches() {}

    /** How a batch with at least one bad record is answered. */
    public enum BadBatchStyle {
        /** One result for each record. */
        ITEMS,
        /** 400 for the whole batch, without results. */
        WHOLE_400
    }

    /** What a batch that is refused as a whole (400, 409) leaves behind. */
    public enum WholeBatchApplies {
        NOTHING,
        /** Its good, new records are stored although the answer does not say so. */
        GOOD_RECORDS
    }

    /** In which order a batch answer lists its results. */
    public enum AnswerOrder {
        SAME,
        REVERSED,
        SHUFFLED
    }

    /** How a request that holds a poison record ends. */
    public enum PoisonAction {
        STATUS_500,
        /** No answer. */
        STALL
    }
}
