package dev.imconnector.push;

import dev.imconnector.hashing.Sha256;
import dev.imconnector.mapping.CreditMappings;
import dev.imconnector.problem.Problem;
import dev.imconnector.run.NeverARunException;
import dev.imconnector.run.RunException;
import dev.imconnector.run.RunId;
import dev.imconnector.run.RunInput;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.source.files.InputListing;
import dev.imconnector.store.Location;
import dev.imconnector.store.LocationException;
import dev.imconnector.store.LocationTemplate;
import dev.imconnector.store.StoredObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Which credits a request means, under which run id. */
final class PushInput {

    private final PushRequest request;
    private final PushContext context;
    private final LocalDate businessDate;
    private final Location credits;
    private final RunId runId;

    private PushInput(PushRequest request, PushContext context) {
        this.request = request;
        this.context = context;
        this.businessDate = context.settings()
                .calendar()
                .businessDate(request.scheduledTime().orElse(context.engine().now()));
        this.credits = location(businessDate);
        this.runId = new RunId(request.runId().orElseGet(this::defaultRunId));
    }

    /**
     * Finds out what a request means.
     *
     * @throws dev.imconnector.problem.ProblemException when it cannot mean anything
     */
    static PushInput of(PushRequest request, PushContext context) {
        return new PushInput(request, context);
    }

    private Location location(LocalDate date) {
        return request.credits()
                .map(text -> named(text, date))
                .orElseGet(() -> context.creditsLocation().expand(date));
    }

    private Location named(String text, LocalDate date) {
        try {
            return override(text, date);
        } catch (LocationException e) {
            throw new NeverARunException(e.problem());
        }
    }

    private Location override(String text, LocalDate date) {
        var wanted = text.contains("{") ? LocationTemplate.parse(text).expand(date) : Location.parse(text);
        if (!context.creditsLocation().contains(wanted)) {
            throw new NeverARunException(new Problem(
                    "LOCATION_NOT_ALLOWED",
                    "The event's credits '" + text + "' lie outside "
                            + context.creditsLocation().fixedPart(),
                    "Put the file under that folder, or change CREDITS_LOCATION"));
        }
        return wanted;
    }

    private String defaultRunId() {
        if (request.scheduledTime().isPresent()) {
            return CreditPush.runIdOf(businessDate);
        }
        var identity = new StringBuilder(credits.toString());
        for (var object : InputListing.of(credits, context.engine().store()).files()) {
            identity.append('\n').append(object.location()).append('\n').append(object.version());
        }
        for (var source : mappingSources()) {
            identity.append('\n').append(source.location()).append('\n').append(source.version());
        }
        return "push-" + businessDate + "-" + shortHash(identity.toString());
    }

    /** Other mapping, other credits: so a run by hand after a correction of the mapping is another run. */
    private List<StoredObject> mappingSources() {
        var mapping = pins().creditMapping();
        return mapping == null
                ? List.of()
                : CreditMappings.read(Location.parse(mapping), context.engine().store())
                        .sources();
    }

    /** Eight hexadecimal digits: enough to tell the runs of one place apart. */
    private static String shortHash(String text) {
        return Sha256.hex(text).substring(0, 8);
    }

    PushRequest request() {
        return request;
    }

    RunId runId() {
        return runId;
    }

    PushState freshState(Instant now) {
        return stateOf(businessDate, now);
    }

    /** A fresh start of a run that failed: without a scheduled time it stays about the night that it was about. */
    PushState freshStateAfter(PushState failed, Instant now) {
        if (meansTheEventsPlaceOf(failed)) {
            return PushState.begin(failed.credits, true, failed.businessDate, request.dryRun(), pins(), now);
        }
        return stateOf(request.scheduledTime().isPresent() ? businessDate : failed.businessDate, now);
    }

    private PushState stateOf(LocalDate date, Instant now) {
        var named = request.credits().isPresent();
        return PushState.begin(location(date).toString(), named, date, request.dryRun(), pins(), now);
    }

    private PushPins pins() {
        return context.settings().pins();
    }

    /**
     * Whether the request names the run only, and the run has its credits from a place that its first event named: then
     * that event need not be repeated. Not for a place that may no longer be named.
     */
    private boolean meansTheEventsPlaceOf(PushState state) {
        return state.namedByEvent
                && request.credits().isEmpty()
                && request.scheduledTime().isEmpty()
                && context.creditsLocation().contains(Location.parse(state.credits));
    }

    /**
     * Makes sure that the request does not mean another place than the run has its credits from. A request that names
     * only the run id means the place that the run's first event named, or else the configured one of the run's own
     * business date.
     *
     * @throws RunException when it does
     */
    void mustBeFromThePlaceOf(RunRecord run) {
        var state = PushState.of(run);
        if (meansTheEventsPlaceOf(state)) {
            return;
        }
        var wanted = request.scheduledTime().isPresent() ? credits : location(state.businessDate);
        if (!wanted.toString().equals(state.credits)) {
            throw new RunException(
                    RunProblems.inputDiffers(run, "its credits come from " + state.credits + ", not from " + wanted));
        }
    }

    /**
     * Makes sure that what the run has pinned is still the same content.
     *
     * @throws RunException when an object was replaced, or is gone although the run has not ended
     */
    void mustBeUnchangedSince(RunRecord run) {
        for (var pinned : run.input()) {
            mustBeUnchanged(pinned, run);
        }
        for (var pinned : PushState.of(run).mapping) {
            mustBeUnchanged(pinned, run);
        }
    }

    private void mustBeUnchanged(RunInput pinned, RunRecord run) {
        var now = context.engine().store().find(Location.parse(pinned.uri())).map(StoredObject::version);
        var ended = run.status() == RunStatus.COMPLETED || run.status() == RunStatus.FAILED;
        if (now.isEmpty() && ended) {
            // Exports are cleaned up after some time; the record of what was pushed stays true.
            return;
        }
        if (!Objects.equals(now.orElse(null), pinned.version())) {
            throw new RunException(RunProblems.inputDiffers(
                    run, pinned.uri() + (now.isEmpty() ? " is gone" : " has been replaced since the run began")));
        }
    }

    /**
     * Makes sure that a run that is said to be a night's has all that lies at the night's place: who has begun it before
     * all was there must not keep the rest from being missed.
     *
     * @throws RunException when there is more
     */
    void mustHaveNoMoreThan(RunRecord run) {
        if (request.scheduledTime().isEmpty()) {
            return;
        }
        var pinned = run.input().stream().map(RunInput::uri).collect(Collectors.toSet());
        var more = listing(PushState.of(run)).files().stream()
                .map(object -> object.location().toString())
                .filter(uri -> !pinned.contains(uri))
                .toList();
        if (!more.isEmpty()) {
            throw new RunException(RunProblems.lateInput(run, more));
        }
    }

    /** How many records the memory there is holds the hashes of. */
    long mostRecords() {
        return context.settings().mostRecords();
    }

    /** What makes up the input right now; nothing while the export is not there. */
    InputListing listing(PushState state) {
        return InputListing.of(Location.parse(state.credits), context.engine().store());
    }
}
