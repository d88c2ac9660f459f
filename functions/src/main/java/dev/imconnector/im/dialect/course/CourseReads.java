package dev.imconnector.im.dialect.course;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.imconnector.http.HttpAnswer;
import dev.imconnector.im.Entity;
import dev.imconnector.im.ImRequest;
import dev.imconnector.im.QueryException;
import dev.imconnector.im.dialect.ImRows;
import dev.imconnector.im.dialect.PageDialect;
import dev.imconnector.im.dialect.PageLink;
import dev.imconnector.im.dialect.PipelineState;
import dev.imconnector.im.dialect.PushedCredits;
import dev.imconnector.im.dialect.ReadCheck;
import dev.imconnector.im.dialect.ReadDialect;
import dev.imconnector.im.dialect.RowAnswer;
import dev.imconnector.problem.Problem;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Single rows by their id behind the collection's path, each a bare JSON object. */
final class CourseReads implements ReadDialect {

    static final Set<Entity> ENTITIES =
            Collections.unmodifiableSet(EnumSet.range(Entity.RESULTS, Entity.PIPELINE_RUNS));

    private static final JsonFactory JSON = new JsonFactory();

    private final CoursePages pages = new CoursePages();
    private final CoursePushedCredits pushedCredits = new CoursePushedCredits();

    @Override
    public Set<Entity> entities() {
        return ENTITIES;
    }

    @Override
    public PageDialect pages() {
        return pages;
    }

    @Override
    public PushedCredits pushedCredits() {
        return pushedCredits;
    }

    @Override
    public ImRequest probe() {
        return ImRequest.get("/participants?$top=1");
    }

    @Override
    public List<ReadCheck> checks(boolean mayRead) {
        return mayRead ? List.of(new ReadCheck("participant", probe())) : List.of();
    }

    @Override
    public ImRequest row(Entity entity, String id) {
        if (id.isBlank() || id.equals(".") || id.equals("..")) {
            throw new QueryException(new Problem(
                    "ID_INVALID",
                    "'" + id + "' is not an id that IM can have",
                    "Name one of the " + entity + " by its id"));
        }
        return ImRequest.get(CoursePages.collection(entity) + "/" + PageLink.encode(id));
    }

    @Override
    public RowAnswer row(Entity entity, HttpAnswer answer) {
        if (answer.status() == 404) {
            return new RowAnswer.NoRow();
        }
        if (answer.status() / 100 == 2 && !isWholeObject(answer.body())) {
            return new RowAnswer.CutOff();
        }
        return answer.status() == 200 ? new RowAnswer.Row(answer.body()) : new RowAnswer.Refused();
    }

    @Override
    public String shape() {
        return "";
    }

    /** The settings decide, because their defaults belong to this dialect. */
    @Override
    public Optional<String> usualFilter(Entity entity, LocalDate day, ImRows rows) {
        return Optional.empty();
    }

    /** Whether the bytes are one JSON object from the first to the last. */
    static boolean isWholeObject(byte[] body) {
        try (var json = JSON.createParser(body)) {
            var isObject = json.nextToken() == JsonToken.START_OBJECT;
            json.skipChildren();
            return isObject && json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
        } catch (IOException e) {
            // Cut off, or no JSON: the answer is no; what that means is the caller's to say.
            return false;
        }
    }

    @Override
    public PipelineState pipelineState(byte[] run) {
        return PipelineWords.state(run);
    }
}
