package dev.imconnector.lambda;

import dev.imconnector.app.Connector;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.push.PushRequest;
import dev.imconnector.settings.ClientRole;
import dev.imconnector.time.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A push without AWS, in a process of its own: checks the file without sending it. */
final class FileOnlyPush {

    private FileOnlyPush() {}

    /** @param arguments the URI of the credit file, and of the folder for the run */
    public static void main(String[] arguments) throws InterruptedException {
        var environment = Map.of(
                "CREDITS_LOCATION",
                arguments[0],
                "RUNS_LOCATION",
                arguments[1],
                "IM_TOKEN_URL",
                "http://127.0.0.1:1/oauth/token",
                "IM_API_URL",
                "http://127.0.0.1:1/api",
                "ICM_CLIENT_ID",
                "im-writer",
                "ICM_CLIENT_SECRET",
                "none");
        var request =
                new PushRequest(Optional.of("dry"), Optional.empty(), Optional.empty(), false, true, Optional.empty());
        var record = Connector.warm(environment, ClientRole.WRITER, RunMetrics.NONE)
                .creditPush()
                .push(request, Deadline.after(Duration.ofMinutes(1), Clock.systemUTC()));
        System.out.println("push " + record.status());
    }
}
