package dev.imconnector.sandbox.state;

import java.util.function.LongFunction;

/** An entity, and its rows as they are at a moment in microseconds since 1970. */
public record EntityRows(Schema schema, LongFunction<Rows> rows) {}
