package dev.imconnector.report;

import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;

/**
 * How a run ended, in one look.
 *
 * @param tone the class of its colours, which say nothing that the words do not
 */
record Verdict(String tone, String sign, String sentence) {

    static Verdict of(RunRecord run, ReportFacts facts) {
        if (run.status() != RunStatus.COMPLETED) {
            return new Verdict("bad", "✕", failed(run, facts));
        }
        if (run.kind() == RunKind.RECONCILIATION) {
            return reconciled(RunReport.differences(run));
        }
        if (run.rejected() > 0) {
            return new Verdict(
                    "warn",
                    "!",
                    Figures.count(run.rejected()) + " of " + Figures.count(run.read(), "record")
                            + (facts.nothingIsSent()
                                    ? " would be rejected, " + toBeSent(run)
                                    : " rejected, and not in IM"));
        }
        return run.warnings().isEmpty()
                ? new Verdict("good", "✓", completed(run, facts))
                : new Verdict("warn", "!", completed(run, facts) + "; please check the warnings");
    }

    private static Verdict reconciled(long differences) {
        return differences == 0
                ? new Verdict("good", "\u2713", "IM holds what the CRM sent")
                : new Verdict(
                        "warn",
                        "!",
                        Figures.count(differences, "difference") + " between what the CRM sent and what IM holds");
    }

    private static String failed(RunRecord run, ReportFacts facts) {
        if (run.kind() != RunKind.CREDIT_PUSH) {
            return "do not use any part of it";
        }
        if (facts.nothingIsSent()) {
            return "nothing of it would be sent";
        }
        var inIm = run.created() + run.alreadyPresent();
        return inIm == 0
                ? "no record of it is known to be in IM"
                : Figures.count(inIm, "record") + " in IM, the others are not known to be";
    }

    private static String completed(RunRecord run, ReportFacts facts) {
        if (run.kind() == RunKind.RESULTS_PULL) {
            return "all rows are here";
        }
        if (run.read() == 0) {
            return "the input held no record";
        }
        return facts.nothingIsSent() ? toBeSent(run) : "every record is in IM";
    }

    private static String toBeSent(RunRecord run) {
        return Figures.count(run.toSend().orElse(0L), "credit") + " would be sent";
    }
}
