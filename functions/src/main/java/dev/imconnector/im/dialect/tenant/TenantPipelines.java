package dev.imconnector.im.dialect.tenant;

import com.fasterxml.jackson.core.JsonFactory;
import dev.imconnector.http.HttpAnswer;
import dev.imconnector.im.CallTimes;
import dev.imconnector.im.Entity;
import dev.imconnector.im.ImException;
import dev.imconnector.im.ImRefusedException;
import dev.imconnector.im.ImRequest;
import dev.imconnector.im.ImTransport;
import dev.imconnector.im.ImUnavailableException;
import dev.imconnector.im.OutOfTimeException;
import dev.imconnector.im.QueryException;
import dev.imconnector.im.dialect.PipelineRefusedException;
import dev.imconnector.im.dialect.tenant.wire.Calls;
import dev.imconnector.im.dialect.tenant.wire.FilterText;
import dev.imconnector.im.dialect.tenant.wire.Listing;
import dev.imconnector.im.dialect.tenant.wire.Reference;
import dev.imconnector.im.dialect.tenant.wire.TenantPeriod;
import dev.imconnector.im.dialect.tenant.wire.TenantPeriods;
import dev.imconnector.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Starts pipelines of tenants that list them among their resources. A run is started once: what is running is seen before,
 * and after an answer that leaves it open the runs are looked at again, for one that was not there.
 */
final class TenantPipelines {

    /** The order in which the last run comes first. */
    static final String NEWEST_FIRST = "dateSubmitted desc";

    private static final JsonFactory JSON = new JsonFactory();
    private static final String PIPELINES = "pipelines";

    private final Supplier<Optional<String>> calendar;

    /** @param calendar whose periods count where a start does not say it; empty for the only one that has the period */
    TenantPipelines(Supplier<Optional<String>> calendar) {
        this.calendar = calendar;
    }

    /**
     * Starts a run.
     *
     * @param json names the pipeline, as {@link PipelineOrder} reads it
     * @return its id; empty when IM says that it started one, and shows none that was not there before
     * @throws PipelineRefusedException when it certainly was not started
     * @throws ImException when IM gives no usable answer, and no run is found that was not there before
     */
    Optional<String> start(byte[] json, CallTimes times, ImTransport transport) throws InterruptedException {
        var order = PipelineOrder.read(json);
        var rows = new Listing(new Calls(transport, times));
        var period = period(order, rows);
        var unit = order.processingUnit().isPresent() ? Optional.of(unit(order, rows)) : Optional.<String>empty();
        var before = runs(order, period, rows);
        if (!before.going().isEmpty()) {
            throw PipelineRefusedException.running(
                    order.stage().word(), order.period(), String.join(", ", before.going()));
        }
        var request = ImRequest.post("/" + PIPELINES, body(order, period, unit)).neverTwice();
        HttpAnswer answer;
        try {
            answer = transport.call(request, times);
        } catch (ImUnavailableException e) {
            return Optional.of(found(order, period, rows, before, e));
        }
        return id(request, answer, transport, () -> runs(order, period, rows).onlyOneSince(before));
    }

    @FunctionalInterface
    private interface Look {
        Optional<String> again() throws InterruptedException;
    }

    private static Optional<String> id(ImRequest request, HttpAnswer answer, ImTransport transport, Look look)
            throws InterruptedException {
        var said = PipelineAnswer.read(answer);
        var isGood = answer.status() / 100 == 2;
        if (isGood && said.id() != null) {
            return Optional.of(said.id());
        }
        if (!said.faults().isEmpty()) {
            throw PipelineRefusedException.refused(said.faults());
        }
        if (said.error().isEmpty() && answer.status() / 100 == 4) {
            throw transport.refusal(request, answer);
        }
        // An error may be told of a run that goes on nevertheless.
        var found = look.again();
        if (found.isPresent() || isGood && said.error().isEmpty()) {
            return found;
        }
        if (isGood) {
            throw PipelineRefusedException.refused(said.error());
        }
        throw new ImRefusedException(
                transport.describe(request),
                answer.status(),
                said.error().isEmpty() ? transport.words(answer) : said.error());
    }

    /** The run, after an answer that was lost. That it cannot be looked for says no more than that it was lost. */
    private String found(
            PipelineOrder order, TenantPeriod period, Listing rows, StartedPipelines before, ImException lost)
            throws InterruptedException {
        try {
            return runs(order, period, rows).onlyOneSince(before).orElseThrow(() -> lost);
        } catch (OutOfTimeException e) {
            lost.addSuppressed(e);
            throw lost;
        } catch (ImException e) {
            if (e != lost) {
                lost.addSuppressed(e);
            }
            throw lost;
        }
    }

    private StartedPipelines runs(PipelineOrder order, TenantPeriod period, Listing rows) throws InterruptedException {
        return StartedPipelines.of(rows.all(PIPELINES, "pipelineRunSeq", "period eq " + period.seq()), order.stage());
    }

    private TenantPeriod period(PipelineOrder order, Listing rows) throws InterruptedException {
        var name = FilterText.equal("name", order.period());
        var from = order.calendar().or(calendar);
        var filter = from.map(each -> name + " and " + FilterText.equal("calendar/name", each))
                .orElse(name);
        var found = TenantPeriods.of(rows.all("periods", "periodSeq", filter, "calendar"))
                .named(order.period());
        if (found.size() == 1) {
            return found.get(0);
        }
        throw new QueryException(
                found.isEmpty()
                        ? new Problem(
                                "PERIOD_UNKNOWN",
                                "IM has no period " + order.period()
                                        + from.map(each -> " in a calendar " + each)
                                                .orElse("") + "; nothing was started",
                                "Use the name of a period in IM; GET /" + Entity.PERIODS + " or im pull shows them")
                        : new Problem(
                                "PERIOD_AMBIGUOUS",
                                found.size() + " calendars have a period " + order.period() + "; nothing was started",
                                "Name the calendar in the body, or set calendar"));
    }

    private static String unit(PipelineOrder order, Listing rows) throws InterruptedException {
        var name = order.processingUnit().orElseThrow();
        var found = rows.all("processingUnits", "processingUnitSeq", FilterText.equal("name", name));
        if (found.size() != 1) {
            throw new QueryException(new Problem(
                    "PROCESSING_UNIT_UNKNOWN",
                    "IM shows " + found.size() + " processing units " + name + "; nothing was started",
                    "Name one that IM has and that the client's role may see"));
        }
        return Reference.of(found.get(0))
                .flatMap(unit -> unit.seq("processingUnitSeq"))
                .orElseThrow();
    }

    private static byte[] body(PipelineOrder order, TenantPeriod period, Optional<String> unit) {
        var body = new ByteArrayOutputStream(256);
        try (var json = JSON.createGenerator(body)) {
            json.writeStartArray();
            json.writeStartObject();
            json.writeStringField("command", "PipelineRun");
            json.writeBooleanField("runStats", false);
            json.writeStringField("periodSeq", period.seq());
            json.writeStringField("calendarSeq", period.calendarSeq());
            json.writeStringField("stageTypeSeq", order.stage().seq());
            json.writeStringField("runMode", order.runMode());
            if (unit.isPresent()) {
                json.writeStringField("processingUnitSeq", unit.get());
            }
            json.writeBooleanField("removeStaleResults", false);
            json.writeEndObject();
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory takes what is written to it", e);
        }
        return body.toByteArray();
    }
}
