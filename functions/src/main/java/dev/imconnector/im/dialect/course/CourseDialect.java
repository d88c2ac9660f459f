package dev.imconnector.im.dialect.course;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.imconnector.credit.Credit;
import dev.imconnector.credit.CreditRules;
import dev.imconnector.http.HttpAnswer;
import dev.imconnector.im.Entity;
import dev.imconnector.im.QueryException;
import dev.imconnector.im.Redactor;
import dev.imconnector.im.RowId;
import dev.imconnector.im.dialect.BatchAnswer;
import dev.imconnector.im.dialect.PageLink;
import dev.imconnector.im.dialect.PageQuery;
import dev.imconnector.im.dialect.PipelineState;
import dev.imconnector.im.write.CreditOutcome;
import dev.imconnector.im.write.ImWriter;
import dev.imconnector.problem.BudgetedPattern;
import dev.imconnector.problem.CleanText;
import dev.imconnector.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How this IM speaks: paths, envelopes, batch answers and error words of the API as public teaching material shows it
 * (base path {@code /successfactors/im}). Real tenants also exist with another dialect; whatever differs there differs
 * in this class. Immutable.
 */
public final class CourseDialect {

    private static final JsonFactory JSON = new JsonFactory();

    /** More than most credits take, so that a body is not copied while it grows. */
    private static final int BODY_PER_CREDIT = 192;

    private static final Set<String> THERE = Set.of("DUPLICATE", "EXISTS", "ALREADY_EXISTS", "CONFLICT");
    private static final Set<String> SUCCEEDED = Set.of("COMPLETED", "COMPLETE", "SUCCESSFUL", "SUCCESS", "SUCCEEDED");
    private static final Set<String> FAILED =
            Set.of("FAILED", "FAILURE", "ERROR", "CANCELLED", "CANCELED", "CANCEL", "CACEL", "ABORTED");
    private static final Set<String> GOING = Set.of(
            "NEW",
            "CREATED",
            "SUBMITTED",
            "SCHEDULED",
            "PENDING",
            "QUEUED",
            "WAITING",
            "STARTED",
            "RUNNING",
            "PROCESSING",
            "IN_PROGRESS");
    private static final int MAX_WORDS = 1_000;
    private static final int MAX_ROW = 256 * 1024;

    private final BudgetedPattern alreadyExists;

    /** @param alreadyExists which message of a per-item error means that IM has the credit already */
    public CourseDialect(Pattern alreadyExists) {
        this.alreadyExists = new BudgetedPattern(alreadyExists);
    }

    /** For who only reads, and so meets no per-item errors. */
    public CourseDialect() {
        this(Pattern.compile("(?!)"));
    }

    /**
     * The order in which an entity's rows come when nothing else is asked for. Without an order, pages overlap and leave
     * gaps; that these fields tell all rows apart is likely and not documented, so a pull looks for rows that come twice.
     */
    public static String defaultOrder(Entity entity) {
        return switch (entity) {
            case RESULTS -> "participantId,periodId";
            case PARTICIPANTS -> "participantId";
            case COMP_PLANS -> "planId";
            case QUOTAS -> "quotaId";
            case CREDITS -> "sourceRef";
            case PIPELINE_RUNS -> "runId";
        };
    }

    /** {@code /results?$filter=…}. */
    public String listPath(PageQuery query) {
        var options = new StringJoiner("&", "?", "");
        query.filter().ifPresent(filter -> options.add("$filter=" + PageLink.encode(filter)));
        if (!query.select().isEmpty()) {
            options.add("$select=" + PageLink.encode(String.join(",", query.select())));
        }
        options.add("$orderby=" + PageLink.encode(query.orderby().orElseGet(() -> defaultOrder(query.entity()))));
        query.top().ifPresent(rows -> options.add("$top=" + rows));
        query.skip().ifPresent(rows -> options.add("$skip=" + rows));
        return "/" + query.entity().text() + options;
    }

    /**
     * {@code /results/{id}}.
     *
     * @throws QueryException when no id can be that
     */
    public String path(Entity entity, String id) {
        if (id.isBlank() || id.equals(".") || id.equals("..")) {
            throw new QueryException(new Problem(
                    "ID_INVALID",
                    "'" + id + "' is the id of nothing in IM",
                    "Name one of the " + entity + " by its id"));
        }
        return "/" + entity.text() + "/" + PageLink.encode(id);
    }

    /** Whether the body is one JSON object from its first byte to its last. */
    public boolean isWholeJson(HttpAnswer answer) {
        try (var json = JSON.createParser(answer.body())) {
            var isObject = json.nextToken() == JsonToken.START_OBJECT;
            json.skipChildren();
            return isObject && json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
        } catch (IOException e) {
            // Cut off: the caller asks again.
            return false;
        }
    }

    public String creditBatchPath() {
        return "/credits/batch";
    }

    public String rowPath(ImWriter.Rows rows, RowId id) {
        var collection = switch (rows) {
            case QUOTAS -> "/quotas/";
            case PARTICIPANTS -> "/participants/";
        };
        return collection + id.segment();
    }

    public String pipelineRunsPath() {
        return "/pipeline-runs";
    }

    /**
     * What IM's words for a pipeline run mean; which words there are is not documented. A run that is {@code DONE} has
     * ended well only if the other word says so.
     *
     * @param status the field of that name, or null
     * @param state the field of that name, which runs have in another dialect, or null
     */
    public static PipelineState pipelineState(String status, String state) {
        var words = Stream.of(status, state)
                .filter(Objects::nonNull)
                .map(word -> word.strip().toUpperCase(Locale.ROOT).replace(' ', '_'))
                .toList();
        if (words.stream().anyMatch(FAILED::contains)) {
            return PipelineState.FAILED;
        }
        if (words.stream().anyMatch(SUCCEEDED::contains)) {
            return PipelineState.SUCCEEDED;
        }
        return words.stream().anyMatch(GOING::contains) ? PipelineState.RUNNING : PipelineState.UNKNOWN;
    }

    /** {@code {"runId"}}: the id as text, though it may come as a number. */
    public Optional<String> startedRun(HttpAnswer answer) {
        try (var json = JSON.createParser(answer.body())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var isId = json.currentName().equals("runId");
                var value = json.nextToken();
                if (isId && (value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT)) {
                    return Optional.of(CleanText.of(json.getText(), CreditRules.MAX_LENGTH))
                            .filter(id -> !id.isEmpty());
                }
                json.skipChildren();
            }
            return Optional.empty();
        } catch (IOException e) {
            // An answer that is cut off or no JSON names no run; the caller says so.
            return Optional.empty();
        }
    }

    /** The answer's body when it is one JSON object from its first byte to its last, of a row's size. */
    public Optional<byte[]> row(HttpAnswer answer) {
        if (answer.body().length > MAX_ROW) {
            return Optional.empty();
        }
        try (var json = JSON.createParser(answer.body())) {
            var isObject = json.nextToken() == JsonToken.START_OBJECT;
            json.skipChildren();
            return isObject && json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null
                    ? Optional.of(answer.body())
                    : Optional.empty();
        } catch (IOException e) {
            // The change was accepted, as the status says; only its description is of no use.
            return Optional.empty();
        }
    }

    /** {@code {"value":[credit…]}}, each amount with exactly its digits. */
    public byte[] creditBatch(List<Credit> credits) {
        var body = new ByteArrayOutputStream(64 + credits.size() * BODY_PER_CREDIT);
        try (var json = JSON.createGenerator(body)) {
            json.writeStartObject();
            json.writeArrayFieldStart("value");
            for (var credit : credits) {
                credit.writeTo(json);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory takes what is written to it", e);
        }
        return body.toByteArray();
    }

    /**
     * Reads {@code {"results":[{"sourceRef","status","errorMessage"}]}}, whatever the status code was.
     *
     * @return empty when the body is no such thing, and so says nothing of any item
     */
    public Optional<BatchAnswer> batchAnswer(HttpAnswer answer) {
        try (var json = JSON.createParser(answer.body())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            List<BatchAnswer.Item> items = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var results = json.currentName().equals("results");
                if (json.nextToken() == JsonToken.START_ARRAY && results) {
                    items = items(json);
                } else {
                    json.skipChildren();
                }
            }
            return json.currentToken() == JsonToken.END_OBJECT
                    ? Optional.ofNullable(items).map(BatchAnswer::new)
                    : Optional.empty();
        } catch (IOException e) {
            // Cut off or no JSON: nothing in it can be relied on, so it says nothing; the caller asks again.
            return Optional.empty();
        }
    }

    private List<BatchAnswer.Item> items(JsonParser json) throws IOException {
        var items = new ArrayList<BatchAnswer.Item>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.START_OBJECT) {
                item(json).ifPresent(items::add);
            } else {
                json.skipChildren();
            }
        }
        return items;
    }

    private Optional<BatchAnswer.Item> item(JsonParser json) throws IOException {
        String sourceRef = null;
        String status = "";
        String message = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            var value = json.nextToken();
            if (!value.isScalarValue()) {
                json.skipChildren();
                continue;
            }
            switch (name) {
                case "sourceRef" -> sourceRef = value == JsonToken.VALUE_NULL ? null : json.getText();
                case "status" -> status = json.getText();
                case "errorMessage" -> message = value == JsonToken.VALUE_NULL ? "" : json.getText();
                default -> {}
            }
        }
        if (sourceRef == null) {
            return Optional.empty();
        }
        var verdict = verdict(status, message);
        var isInIm = verdict == BatchAnswer.Verdict.CREATED || verdict == BatchAnswer.Verdict.ALREADY_PRESENT;
        return Optional.of(new BatchAnswer.Item(sourceRef, verdict, isInIm ? "" : said(status, message)));
    }

    private static String said(String status, String message) {
        return Redactor.words(CleanText.of(message.isBlank() ? "IM answered status " + status : message, MAX_WORDS));
    }

    private BatchAnswer.Verdict verdict(String status, String message) {
        var word = status.strip().toUpperCase(Locale.ROOT);
        if (word.equals("CREATED")) {
            return BatchAnswer.Verdict.CREATED;
        }
        if (THERE.contains(word)) {
            return BatchAnswer.Verdict.ALREADY_PRESENT;
        }
        if (word.equals("ERROR")) {
            var words = message.length() > MAX_WORDS ? message.substring(0, MAX_WORDS) : message;
            // What cannot be told within the budget is a reject, which somebody reads, and not a success.
            return alreadyExists.isIn(words).orElse(false)
                    ? BatchAnswer.Verdict.ALREADY_PRESENT
                    : BatchAnswer.Verdict.REJECTED;
        }
        return BatchAnswer.Verdict.UNKNOWN;
    }

    /** IM's own words in an error answer, cleaned and bounded; empty when it has none that are fit to show. */
    public static String words(HttpAnswer answer) {
        if (!isJson(answer)) {
            return "";
        }
        try (var json = JSON.createParser(answer.body())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return "";
            }
            return words(json);
        } catch (IOException e) {
            // An error page that is no JSON has no words for us; its status says enough.
            return "";
        }
    }

    private static String words(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            var value = json.nextToken();
            switch (name) {
                case "message", "error_description", "errorMessage", "detail" -> {
                    if (value == JsonToken.VALUE_STRING) {
                        return CleanText.of(
                                Redactor.words(CleanText.of(json.getText(), MAX_WORDS)), CreditOutcome.MAX_REASON);
                    }
                    json.skipChildren();
                }
                case "error" -> {
                    if (value == JsonToken.START_OBJECT) {
                        return words(json);
                    }
                    if (value == JsonToken.VALUE_STRING) {
                        return CleanText.of(
                                Redactor.words(CleanText.of(json.getText(), MAX_WORDS)), CreditOutcome.MAX_REASON);
                    }
                    json.skipChildren();
                }
                default -> json.skipChildren();
            }
        }
        return "";
    }

    /** Whether the content type says JSON; a maintenance page comes as HTML, with status 200 at times. */
    public static boolean isJson(HttpAnswer answer) {
        return answer.header("Content-Type")
                .map(type -> type.toLowerCase(Locale.ROOT))
                .map(type -> type.startsWith("application/json") || type.contains("+json"))
                .orElse(false);
    }
}
