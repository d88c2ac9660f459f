package dev.imconnector.im.dialect.course;

import dev.imconnector.im.Protocol;
import dev.imconnector.im.dialect.Dialect;
import dev.imconnector.im.dialect.ReadDialect;
import dev.imconnector.im.dialect.WriteDialect;
import java.util.regex.Pattern;

/**
 * The dialect of public teaching material, with the base path {@code /successfactors/im}. What that material leaves open
 * is read in the way that loses no data. Immutable.
 */
public final class CourseDialect implements Dialect {

    private final CourseProtocol protocol = new CourseProtocol();
    private final CourseReads reads = new CourseReads();
    private final CourseWrites writes;

    /** @param alreadyExists which message of a per-item error means that IM has the credit already */
    public CourseDialect(Pattern alreadyExists) {
        this.writes = new CourseWrites(alreadyExists);
    }

    @Override
    public Protocol protocol() {
        return protocol;
    }

    @Override
    public ReadDialect reads() {
        return reads;
    }

    @Override
    public WriteDialect writes() {
        return writes;
    }
}
