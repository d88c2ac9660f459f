package dev.imconnector.im.dialect.tenant;

import dev.imconnector.http.HttpAnswer;
import dev.imconnector.im.Entity;
import dev.imconnector.im.ImRequest;
import dev.imconnector.im.QueryException;
import dev.imconnector.im.dialect.PageDialect;
import dev.imconnector.im.dialect.PipelineState;
import dev.imconnector.im.dialect.PushedCredits;
import dev.imconnector.im.dialect.ReadDialect;
import dev.imconnector.im.dialect.RowAnswer;
import dev.imconnector.problem.Problem;
import java.util.EnumSet;
import java.util.Set;

/** Reads of a tenant nothing yet: whatever is asked for is refused before a request is made. */
final class TenantReads implements ReadDialect {

    @Override
    public Set<Entity> entities() {
        return EnumSet.noneOf(Entity.class);
    }

    @Override
    public PageDialect pages() {
        throw nothing();
    }

    @Override
    public PushedCredits pushedCredits() {
        throw nothing();
    }

    @Override
    public ImRequest probe() {
        return ImRequest.get("/calendars?top=1");
    }

    @Override
    public ImRequest row(Entity entity, String id) {
        throw nothing();
    }

    @Override
    public RowAnswer row(HttpAnswer answer) {
        throw nothing();
    }

    @Override
    public PipelineState pipelineState(byte[] run) {
        throw nothing();
    }

    private static QueryException nothing() {
        return new QueryException(new Problem(
                "ENTITY_MISSING",
                "Nothing can be pulled from a tenant yet; nothing was sent",
                "Read it in IM itself, or with another client"));
    }
}
