package dev.imconnector.cli.bench;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.run.RunStatus;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A run to its end, by as many invocations of its handler as that takes, one directly after the other. */
final class WholeRun {

    private WholeRun() {}

    /** @throws IllegalStateException when it did not end COMPLETED, for then it is not what is measured */
    static RunRecord of(RequestStreamHandler handler, String event) throws IOException {
        RunRecord run;
        do {
            var answer = new ByteArrayOutputStream();
            handler.handleRequest(
                    new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                    answer,
                    BenchContext.of(Duration.ofMinutes(15)));
            run = RunRecords.json().readValue(answer.toByteArray(), RunRecord.class);
        } while (run.status() == RunStatus.INCOMPLETE);
        if (run.status() != RunStatus.COMPLETED) {
            throw new IllegalStateException("The run " + run.id() + " ended " + run.status() + " " + run.error());
        }
        return run;
    }
}
