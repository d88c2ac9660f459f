package dev.imconnector.im.dialect.tenant;

import dev.imconnector.http.HttpAnswer;
import dev.imconnector.im.Entity;
import dev.imconnector.im.ImRequest;
import dev.imconnector.im.QueryException;
import dev.imconnector.im.dialect.ImRows;
import dev.imconnector.im.dialect.PageAnswer;
import dev.imconnector.im.dialect.PageDialect;
import dev.imconnector.im.dialect.PageLink;
import dev.imconnector.im.dialect.PageQuery;
import dev.imconnector.im.dialect.PipelineState;
import dev.imconnector.im.dialect.PushedCredits;
import dev.imconnector.im.dialect.ReadCheck;
import dev.imconnector.im.dialect.ReadDialect;
import dev.imconnector.im.dialect.RowAnswer;
import dev.imconnector.im.dialect.tenant.wire.FilterText;
import dev.imconnector.im.dialect.tenant.wire.TenantPeriods;
import dev.imconnector.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Rows of a tenant. One row is asked for by its number where people know it by nothing else, and else by a filter: the list
 * then has none, one, or, which is no answer, several.
 */
final class TenantReads implements ReadDialect {

    private static final Pattern SEQ = Pattern.compile("[0-9]{1,19}");
    private static final String PIPELINES = "pipelines";
    private static final String NOT_FOUND = "TCMP_09007";

    private final TenantFamily family;
    private final TenantReadOptions options;
    private final TenantPages pages;
    private final PushedTransactions pushed;

    TenantReads(TenantFamily family, TenantReadOptions options) {
        this.family = family;
        this.options = options;
        this.pages = new TenantPages(options);
        this.pushed = new PushedTransactions(options);
    }

    @Override
    public Set<Entity> entities() {
        var entities = EnumSet.copyOf(pages.resources().keySet());
        if (!family.hasPipelines()) {
            entities.remove(Entity.PIPELINE_RUNS);
        }
        return entities;
    }

    @Override
    public PageDialect pages() {
        return pages;
    }

    @Override
    public PushedCredits pushedCredits() {
        return pushed;
    }

    @Override
    public ImRequest probe() {
        return ImRequest.get("/calendars?top=1");
    }

    /** There is no right to write alone: whoever writes reads what there is already, and what it needs for that. */
    @Override
    public List<ReadCheck> checks(boolean mayRead) {
        var resources = mayRead
                ? List.of(
                        "calendars",
                        options.results().resource(),
                        "participants",
                        "periods",
                        "credits",
                        "salesTransactions",
                        PIPELINES)
                : List.of(
                        "calendars",
                        "salesOrders",
                        "salesTransactions",
                        "eventTypes",
                        "unitTypes",
                        "periods",
                        PIPELINES);
        return resources.stream()
                .filter(resource -> family.hasPipelines() || !resource.equals(PIPELINES))
                .map(resource -> new ReadCheck(resource, ImRequest.get("/" + resource + "?top=1")))
                .toList();
    }

    /** Results of the periods that the settings name; all rows of everything else. */
    @Override
    public Optional<String> usualFilter(Entity entity, LocalDate day, ImRows rows) throws InterruptedException {
        if (entity != Entity.RESULTS || options.periods().equals(List.of(TenantReadOptions.ALL_PERIODS))) {
            return Optional.empty();
        }
        return Optional.of(TenantPeriods.read(options.calendar(), rows).names(options.periods(), day).stream()
                .map(name -> FilterText.equal("period/name", name))
                .collect(Collectors.joining(" or ")));
    }

    @Override
    public String shape() {
        return options.results().resource() + (options.isPostedOnly() ? ", posted" : ", all");
    }

    @Override
    public ImRequest row(Entity entity, String id) {
        var resource = pages.resources().get(entity);
        var isSeq = resource.id().equals(resource.seq());
        if (isSeq ? !SEQ.matcher(id).matches() : id.isBlank() || !FilterText.isAddressable(id) || isDots(id)) {
            throw new QueryException(new Problem(
                    "ID_INVALID",
                    "'" + id + "' is not an id that IM can be asked for",
                    "Name one of the " + entity + " by its " + resource.id()));
        }
        return isSeq ? bySeq(resource, id) : byName(entity, resource, id);
    }

    private static boolean isDots(String id) {
        return id.equals(".") || id.equals("..");
    }

    private static ImRequest bySeq(TenantResource resource, String seq) {
        var expand =
                resource.expand().isEmpty() ? "" : "?expand=" + PageLink.encode(String.join(",", resource.expand()));
        return ImRequest.get(resource.path() + "(" + seq + ")" + expand);
    }

    private ImRequest byName(Entity entity, TenantResource resource, String name) {
        return pages.request(pages.first(new PageQuery(
                entity,
                Optional.of(FilterText.equal(resource.id(), name)),
                List.of(),
                Optional.empty(),
                OptionalInt.of(2),
                OptionalInt.empty())));
    }

    @Override
    public RowAnswer row(Entity entity, HttpAnswer answer) {
        var resource = pages.resources().get(entity);
        if (answer.status() == 404 || isUnknownSeq(answer)) {
            return new RowAnswer.NoRow();
        }
        if (answer.status() / 100 != 2) {
            return new RowAnswer.Refused();
        }
        if (answer.body().length == 0) {
            return new RowAnswer.CutOff();
        }
        var listed = resource.id().equals(resource.seq()) ? asList(resource, answer) : answer;
        var read = pages.read(new PageLink(resource.path(), true), listed);
        if (read instanceof PageAnswer.Rows rows) {
            return only(rows);
        }
        return read instanceof PageAnswer.CutOff ? new RowAnswer.CutOff() : new RowAnswer.Refused();
    }

    /** A number that nobody has is a valid request, although IM answers 400. */
    private static boolean isUnknownSeq(HttpAnswer answer) {
        return answer.status() == 400 && new String(answer.body(), StandardCharsets.UTF_8).contains(NOT_FOUND);
    }

    /** A row that came alone, in the form of a list of one, so that it is read like all others. */
    private static HttpAnswer asList(TenantResource resource, HttpAnswer answer) {
        var before = ("{\"" + resource.name() + "\":[").getBytes(StandardCharsets.UTF_8);
        var after = "]}".getBytes(StandardCharsets.UTF_8);
        var body = Arrays.copyOf(before, before.length + answer.body().length + after.length);
        System.arraycopy(answer.body(), 0, body, before.length, answer.body().length);
        System.arraycopy(after, 0, body, before.length + answer.body().length, after.length);
        return new HttpAnswer(answer.status(), answer.headers(), body, answer.sentAt());
    }

    private static RowAnswer only(PageAnswer.Rows read) {
        var rows = read.rows();
        return switch (rows.size()) {
            case 0 -> new RowAnswer.NoRow();
            case 1 -> new RowAnswer.Row(Arrays.copyOfRange(rows.body(), rows.from(0), rows.to(0)));
            default -> new RowAnswer.Several();
        };
    }

    @Override
    public PipelineState pipelineState(byte[] run) {
        return PipelineWords.of(run).meaning();
    }
}
