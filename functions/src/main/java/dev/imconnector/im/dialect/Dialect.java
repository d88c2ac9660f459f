package dev.imconnector.im.dialect;

import dev.imconnector.im.Protocol;

/**
 * Says how to talk to one kind of IM: all that differs between one IM and another, and nothing else. A dialect makes
 * requests and reads answers; tokens, retries, deadlines and the rate limit are the transport's. Implementations are
 * immutable and safe for use by several threads; {@code DialectContractTest} says what holds for each of them.
 */
public interface Dialect {

    /** What every request carries and what every answer means. */
    Protocol protocol();

    /** How to read. */
    ReadDialect reads();

    /** How to write. Whoever may only read is never given it. */
    WriteDialect writes();
}
