package dev.imconnector.run;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Which run it is. Part of a {@link RunRecord}.
 *
 * @param formatVersion of the record
 * @param runId the run's name as text; null in the answer to a call that named none and became no run
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record RunHeader(String formatVersion, String runId, RunKind kind) {}
