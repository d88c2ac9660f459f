package dev.imconnector.lambda.http;

import com.amazonaws.services.lambda.runtime.Context;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.time.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/**
 * What the handlers of HTTP requests have in common: an event in, an answer out, whatever happens. Only a stream that
 * cannot be read or written is thrown.
 */
public final class ApiHandling {

    /** What Lambda hands over to the API; a little less than its limit of 6 MB. */
    private static final int MAX_ANSWER = 6_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(ApiHandling.class);

    private final Router router;
    private final Clock clock;
    private final Failures failures;
    private final Consumer<Context> coldStart;

    /** @param coldStart counts the first invocation of an environment; called before anything logs */
    public ApiHandling(Router router, Clock clock, Consumer<Context> coldStart) {
        this.router = router;
        this.clock = clock;
        this.failures = new Failures(clock);
        this.coldStart = coldStart;
    }

    public void handle(InputStream in, OutputStream out, Context context) throws IOException {
        var deadline = Deadline.after(Duration.ofMillis(context.getRemainingTimeInMillis()), clock);
        coldStart.accept(context);
        byte[] answer = PowertoolsLogging.withLogging(context, () -> answer(in, deadline, context));
        out.write(answer);
    }

    private byte[] answer(InputStream in, Deadline deadline, Context context) {
        var receivedAt = clock.instant();
        var requestId = context.getAwsRequestId();
        var what = "A request";
        ApiAnswer answer;
        try {
            var event = ApiEvent.read(in);
            requestId = event.requestId(requestId);
            var endpoint = router.find(event.method(), event.route());
            what = event.method() + " " + event.route();
            answer = endpoint.answer(event.request(requestId, context.getAwsRequestId(), receivedAt, deadline));
        } catch (ProblemException e) {
            LOG.warn(
                    "{} was refused or failed: {} {}",
                    what,
                    e.problem().code(),
                    e.problem().message());
            answer = failures.answer(e, requestId);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer = failures.interrupted(requestId);
        } catch (IOException | RuntimeException e) {
            LOG.error("{} met an unexpected error", what, e);
            answer = failures.internal(requestId);
        }
        var envelope = ApiJson.write(envelope(answer));
        if (envelope.length > MAX_ANSWER) {
            answer = failures.tooLarge(requestId);
            envelope = ApiJson.write(envelope(answer));
        }
        LOG.info(
                "{}: {} in {} ms, request {}",
                what,
                answer.status(),
                Duration.between(receivedAt, clock.instant()).toMillis(),
                requestId);
        return envelope;
    }

    /** The answer as the proxy integration wants it. */
    private static Map<String, Object> envelope(ApiAnswer answer) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("Cache-Control", "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.putAll(answer.headers());
        var envelope = new LinkedHashMap<String, Object>();
        envelope.put("statusCode", answer.status());
        envelope.put("headers", headers);
        envelope.put("body", new String(answer.body(), StandardCharsets.UTF_8));
        envelope.put("isBase64Encoded", false);
        return envelope;
    }
}
