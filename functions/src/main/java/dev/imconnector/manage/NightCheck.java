package dev.imconnector.manage;

import dev.imconnector.push.CreditPush;
import dev.imconnector.run.RunId;
import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.run.RunStatus;
import dev.imconnector.time.BusinessCalendar;
import java.time.Instant;
import java.time.LocalDate;

/** Looks whether the night's push has done its work: the record alone says so, whoever was to start it. */
public final class NightCheck {

    private final BusinessCalendar calendar;
    private final RunRecords records;

    public NightCheck(BusinessCalendar calendar, RunRecords records) {
        this.calendar = calendar;
        this.records = records;
    }

    /**
     * What a look at a night has shown.
     *
     * @param runId the night's run
     * @param completed whether every credit of the night has its outcome
     * @param found what is known of the run, as a sentence
     */
    public record Night(String runId, boolean completed, String found) {}

    /**
     * Looks at the night of a moment.
     *
     * @param moment any moment of the day, in the calendar's zone, on which the push was scheduled
     * @throws dev.imconnector.store.StoreException when the record cannot be read
     */
    public Night of(Instant moment) {
        var date = calendar.businessDate(moment);
        var runId = CreditPush.runIdOf(date);
        return records.find(new RunId(runId))
                .map(found -> night(found.run(), date))
                .orElseGet(() -> new Night(runId, false, "There is no such run: nothing started it."));
    }

    private static Night night(RunRecord run, LocalDate date) {
        if (run.kind() != RunKind.CREDIT_PUSH) {
            return new Night(
                    run.id(), false, "It is not a push but a " + run.kind().text() + ": nothing was sent.");
        }
        if (CreditPush.isDryRun(run)) {
            return new Night(run.id(), false, "It was a dry run only: nothing was sent.");
        }
        var elsewhere = CreditPush.elsewhere(run, date);
        return elsewhere
                .map(place -> new Night(
                        run.id(),
                        false,
                        sentence(run) + " But it is about " + place + ", not about the night's exports."))
                .orElseGet(() -> new Night(run.id(), run.status() == RunStatus.COMPLETED, sentence(run)));
    }

    private static String sentence(RunRecord run) {
        var status = "It is %s, with %d records done.".formatted(run.status(), run.position());
        var waiting = run.waiting()
                .map(wait -> " It has been waiting since %s: %s.".formatted(wait.since(), wait.reason()))
                .orElse("");
        var error = run.error()
                .map(problem -> " %s: %s".formatted(problem.code(), problem.message()))
                .orElse("");
        return status + waiting + error;
    }
}
