package dev.imconnector.pull;

import dev.imconnector.im.Entity;
import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunException;
import dev.imconnector.run.RunId;
import dev.imconnector.run.RunRecord;
import dev.imconnector.store.Location;
import dev.imconnector.store.RowsFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/** What a request means, under which run id. */
final class PullInput {

    private final PullRequest request;
    private final PullSettings settings;
    private final PullContext context;
    private final LocalDate businessDate;
    private final Entity entity;
    private final RunId runId;

    private PullInput(PullRequest request, PullContext context) {
        this.request = request;
        this.context = context;
        this.settings = context.settings();
        this.entity = request.entity().map(Entity::named).orElse(Entity.RESULTS);
        this.businessDate = settings.calendar()
                .businessDate(request.scheduledTime().orElse(context.engine().now()));
        this.runId = new RunId(request.runId().orElse("pull-" + entity.text() + "-" + businessDate));
    }

    /**
     * Finds out what a request means.
     *
     * @throws dev.imconnector.problem.ProblemException when it cannot mean anything
     */
    static PullInput of(PullRequest request, PullContext context) {
        return new PullInput(request, context);
    }

    PullRequest request() {
        return request;
    }

    RunId runId() {
        return runId;
    }

    PullState freshState(Instant now) {
        return PullState.begin(query(), businessDate, now);
    }

    private PullQuery query() {
        var rows = entity == Entity.RESULTS ? request.rows().or(settings.results()) : request.rows();
        var output = settings.output();
        return PullQuery.of(
                entity,
                new RowSelection(
                        rows.filter(),
                        rows.select(),
                        filled(rows.orderby())
                                .or(() -> Optional.of(context.dialect().pages().defaultOrder(entity)))),
                new PullOutput(
                        request.format().map(PullInput::format).orElse(output.format()),
                        output.guardsFormulas(),
                        output.emptyIsFine()),
                settings.pageSize(),
                context.source());
    }

    private static RowsFormat format(String name) {
        return RowsFormat.named(name)
                .orElseThrow(() -> new PullException(new Problem(
                        "FORMAT_UNKNOWN", "'" + name + "' is not a format of pulled rows", "Use jsonl or csv")));
    }

    private static Optional<String> filled(Optional<String> option) {
        return option.map(String::strip).filter(text -> !text.isEmpty());
    }

    /**
     * Makes sure that the request does not mean other rows than the run has. What it leaves open, it takes as the run
     * has it.
     *
     * @throws RunException when it does
     */
    void mustBeThatOf(RunRecord run) {
        if (run.checkpoint() != null) {
            differs(PullState.of(run).query).ifPresent(how -> {
                throw new RunException(new Problem(
                        "RUN_INPUT_DIFFERS",
                        "The run " + run.runId() + " pulls other rows than this call asks for: " + how,
                        "Use another runId; if the run is FAILED, \"retry\": true starts it again as this call asks"));
            });
        }
    }

    /** How the request differs from what the run pulls, or empty. */
    Optional<String> differs(PullQuery pinned) {
        var asked = query();
        if (request.entity().isPresent() && asked.entity() != pinned.entity()) {
            return Optional.of("its entity is " + pinned.entity() + ", not " + asked.entity());
        }
        if (request.rows().filter().isPresent() && !Objects.equals(asked.filter(), pinned.filter())) {
            return Optional.of("its filter is " + (pinned.filter() == null ? "none" : pinned.filter()));
        }
        if (request.rows().select().isPresent() && !asked.select().equals(pinned.select())) {
            return Optional.of(
                    "its select is " + (pinned.select().isEmpty() ? "none" : String.join(",", pinned.select())));
        }
        if (request.rows().orderby().isPresent() && !asked.orderby().equals(pinned.orderby())) {
            return Optional.of("its orderby is " + pinned.orderby());
        }
        if (request.format().isPresent() && asked.format() != pinned.format()) {
            return Optional.of("its format is " + pinned.format().text());
        }
        return Optional.empty();
    }

    /** The folder that the run's rows go to. */
    static Location folder(PullContext context, PullState state, RunRecord run) {
        return context.resultsLocation().asFolder().resolve(state.query.entity() + "/" + run.runId() + "/");
    }
}
