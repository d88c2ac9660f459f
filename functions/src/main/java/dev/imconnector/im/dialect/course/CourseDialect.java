package dev.imconnector.im.dialect.course;

import dev.imconnector.im.Protocol;
import dev.imconnector.im.dialect.Dialect;
import dev.imconnector.im.dialect.ReadDialect;
import dev.imconnector.im.dialect.WriteDialect;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The dialect of public teaching material, with the base path {@code /successfactors/im}. What that material leaves open
 * is read in the way that loses no data. Immutable.
 */
public final class CourseDialect implements Dialect {

    private final CourseProtocol protocol = new CourseProtocol();
    private final CourseReads reads = new CourseReads();
    private final Supplier<Pattern> alreadyExists;

    /** @param alreadyExists which message of a per-item error means that IM has the credit already */
    public CourseDialect(Pattern alreadyExists) {
        this(() -> alreadyExists);
    }

    /** @param alreadyExists as above; asked for by whoever writes only */
    public CourseDialect(Supplier<Pattern> alreadyExists) {
        this.alreadyExists = alreadyExists;
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
        return new CourseWrites(alreadyExists.get());
    }
}
