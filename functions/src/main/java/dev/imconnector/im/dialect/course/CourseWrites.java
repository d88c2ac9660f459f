package dev.imconnector.im.dialect.course;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.imconnector.credit.AdditionalField;
import dev.imconnector.credit.Credit;
import dev.imconnector.credit.CreditRules;
import dev.imconnector.credit.Rejection;
import dev.imconnector.http.HttpAnswer;
import dev.imconnector.im.CallTimes;
import dev.imconnector.im.Entity;
import dev.imconnector.im.ImRequest;
import dev.imconnector.im.ImTransport;
import dev.imconnector.im.RowId;
import dev.imconnector.im.dialect.BatchResponse;
import dev.imconnector.im.dialect.Cancelled;
import dev.imconnector.im.dialect.Changed;
import dev.imconnector.im.dialect.CreditBatch;
import dev.imconnector.im.dialect.CreditDialect;
import dev.imconnector.im.dialect.KnownFields;
import dev.imconnector.im.dialect.Operation;
import dev.imconnector.im.dialect.OperationMissingException;
import dev.imconnector.im.dialect.RowChange;
import dev.imconnector.im.dialect.WriteDialect;
import dev.imconnector.problem.CleanText;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Credits in batches that are answered item by item; quotas and participants row by row; one request for each. */
final class CourseWrites implements WriteDialect, CreditDialect {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String BATCH_PATH = "/credits/batch";
    private static final int NOT_MODIFIED = 304;
    private static final int MAX_ROW = 256 * 1024;

    private final CreditItems items;

    CourseWrites(Pattern alreadyExists) {
        this.items = new CreditItems(alreadyExists);
    }

    @Override
    public Set<Operation> operations() {
        return EnumSet.complementOf(EnumSet.of(Operation.REPLACE_PARTICIPANT, Operation.CANCEL_PIPELINE_RUN));
    }

    @Override
    public OperationMissingException missing(Operation operation) {
        return new OperationMissingException(operation);
    }

    /** Whatever a mapping names is sent: which fields this IM knows is not public. Its numbers are bare. */
    @Override
    public Optional<String> faultOf(AdditionalField field) {
        return field.unit() == null
                ? Optional.empty()
                : Optional.of(
                        "'" + field.name() + "' has a unit, which only a tenant's numbers have (setting dialect)");
    }

    @Override
    public String learn(CallTimes times, ImTransport transport) {
        return "";
    }

    @Override
    public CreditDialect credits(String learned) {
        return this;
    }

    @Override
    public Optional<Rejection> fault(Credit credit) {
        return Optional.empty();
    }

    @Override
    public CreditBatch batch(List<Credit> credits) {
        return new CreditBatch(credits, CreditItems.body(credits));
    }

    @Override
    public BatchResponse post(CreditBatch batch, boolean once, CallTimes times, ImTransport transport)
            throws InterruptedException {
        var request = ImRequest.post(BATCH_PATH, batch.body());
        var answer = transport.call(once ? request.once() : request, times);
        var verdicts = items.verdicts(answer, batch.credits());
        if (verdicts.isPresent()) {
            return BatchResponse.items(verdicts.get(), answer.sentAt());
        }
        return switch (answer.status()) {
            case 409 ->
                speaksOfElse(batch.credits(), answer)
                        ? BatchResponse.refused(refusal(answer, transport), answer.sentAt())
                        : BatchResponse.conflict(answer.sentAt());
            case 400, 413, 422 -> BatchResponse.refused(refusal(answer, transport), answer.sentAt());
            default -> {
                requireSuccess(request, answer, transport);
                // A success that names no credit at all: each of them is still without an outcome.
                yield BatchResponse.items(List.of(), answer.sentAt());
            }
        };
    }

    /**
     * Whether a conflict about one credit alone is about something else than that it is there, such as a period that is
     * locked. Of several it is not asked: each is sent alone then.
     */
    private boolean speaksOfElse(List<Credit> credits, HttpAnswer answer) {
        if (credits.size() > 1) {
            return false;
        }
        var words = CreditWords.about(credits.get(0), CourseProtocol.allWords(answer));
        return !words.sayNothingElse() && !items.sayThatItIsThere(words);
    }

    private static String refusal(HttpAnswer answer, ImTransport transport) {
        var words = transport.words(answer);
        return "IM answered " + answer.status() + (words.isEmpty() ? "" : ": " + words);
    }

    private static void requireSuccess(ImRequest request, HttpAnswer answer, ImTransport transport) {
        if (answer.status() / 100 != 2) {
            throw transport.refusal(request, answer);
        }
    }

    /** It is sent again, and IM knows it by its sourceRef. */
    @Override
    public boolean takes(Credit known, CallTimes times, ImTransport transport) throws InterruptedException {
        post(batch(List.of(known)), true, times, transport);
        return true;
    }

    @Override
    public KnownFields fields(Operation operation) {
        return switch (operation) {
            case REPLACE_QUOTA, CHANGE_QUOTA ->
                new KnownFields(Set.of("quotaId", "participantId", "periodId", "status"), Optional.of("quotaId"));
            case REPLACE_PARTICIPANT, CHANGE_PARTICIPANT ->
                new KnownFields(Set.of("participantId", "status", "region", "managerId"), Optional.of("participantId"));
            case START_PIPELINE_RUN -> new KnownFields(Set.of("pipelineId"), Optional.empty());
            case CANCEL_PIPELINE_RUN -> throw missing(operation);
        };
    }

    @Override
    public Changed change(RowChange change, CallTimes times, ImTransport transport) throws InterruptedException {
        var request = request(change);
        var answer = transport.call(request, times);
        if (answer.status() == NOT_MODIFIED) {
            return new Changed(false, Optional.empty());
        }
        requireSuccess(request, answer, transport);
        var isRow = answer.body().length <= MAX_ROW && CourseReads.isWholeObject(answer.body());
        // Accepted, as the status says; a description that is of no use changes nothing about that.
        return new Changed(true, isRow ? Optional.of(answer.body()) : Optional.empty());
    }

    private static ImRequest request(RowChange change) {
        return switch (change.operation()) {
            case REPLACE_QUOTA -> ImRequest.put(path(Entity.QUOTAS, change), change.json());
            case CHANGE_QUOTA -> ImRequest.patch(path(Entity.QUOTAS, change), change.json());
            case CHANGE_PARTICIPANT -> ImRequest.patch(path(Entity.PARTICIPANTS, change), change.json());
            case REPLACE_PARTICIPANT, START_PIPELINE_RUN, CANCEL_PIPELINE_RUN ->
                throw new OperationMissingException(change.operation());
        };
    }

    private static String path(Entity entity, RowChange change) {
        return CoursePages.collection(entity) + "/" + change.id().segment();
    }

    @Override
    public String newestPipelineRunsFirst() {
        return "createdDate desc";
    }

    @Override
    public Optional<String> startPipelineRun(byte[] json, CallTimes times, ImTransport transport)
            throws InterruptedException {
        var request = ImRequest.post(CoursePages.collection(Entity.PIPELINE_RUNS), json)
                .neverTwice();
        var answer = transport.call(request, times);
        requireSuccess(request, answer, transport);
        return startedRun(answer);
    }

    @Override
    public Optional<Cancelled> cancelPipelineRun(RowId id, CallTimes times, ImTransport transport) {
        throw missing(Operation.CANCEL_PIPELINE_RUN);
    }

    /** {@code {"runId"}}: the id as text, though it may come as a number. */
    private static Optional<String> startedRun(HttpAnswer answer) {
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
}
