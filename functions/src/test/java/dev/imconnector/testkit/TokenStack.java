package dev.imconnector.testkit;

import dev.imconnector.http.ApacheHttpExchange;
import dev.imconnector.http.EndpointAddress;
import dev.imconnector.http.HttpExchange;
import dev.imconnector.http.RetryPolicy;
import dev.imconnector.oauth.CircuitBreaker;
import dev.imconnector.oauth.ClientCredentialsSource;
import dev.imconnector.oauth.TokenCache;
import dev.imconnector.oauth.TokenClient;
import dev.imconnector.oauth.TokenEvents;
import dev.imconnector.oauth.TokenRequestSettings;
import dev.imconnector.oauth.TokenRequestSettings.AuthStyle;
import dev.imconnector.oauth.TokenSource;
import dev.imconnector.time.Deadline;
import dev.imconnector.time.Jitter;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The real token core over a scripted server, a settable clock, a recording sleeper and no jitter. Change the fields
 * before {@link #cache}.
 */
public final class TokenStack {

    public static final String PATH = "/oauth/token";

    public final SettableClock clock;
    public final RecordingSleeper sleeper;
    /** 0 for every draw: waits are exactly the backoff. */
    public final Jitter jitter = new Jitter(() -> () -> 0L);

    public HttpExchange http;
    public ClientCredentialsSource credentials =
            new ScriptedCredentials(ScriptedCredentials.credentials("writer-secret", "v1"));
    public TokenEvents events = TokenEvents.NONE;
    public Optional<String> scope = Optional.of("im.write");
    public AuthStyle authStyle = AuthStyle.BODY;
    public int maxAttempts = 4;
    public String path = PATH;

    private final URI server;

    public TokenStack(ScriptedServer server) {
        this(server, new SettableClock());
    }

    public TokenStack(ScriptedServer server, SettableClock clock) {
        this(
                server.uri(""),
                new RecordingSleeper(clock),
                clock,
                new ApacheHttpExchange(Duration.ofSeconds(5), Duration.ofSeconds(30), clock));
    }

    /** @param server where the token endpoint is */
    TokenStack(URI server, RecordingSleeper sleeper, SettableClock clock, HttpExchange http) {
        this.server = server;
        this.sleeper = sleeper;
        this.clock = clock;
        this.http = http;
    }

    public TokenCache cache() {
        return new TokenCache(source(), clock);
    }

    public TokenSource source() {
        return new TokenSource(credentials, client(), new CircuitBreaker(clock, jitter), events, clock);
    }

    public TokenClient client() {
        var endpoint = EndpointAddress.of("IM_TOKEN_URL", server + path);
        var settings = new TokenRequestSettings(endpoint, scope, authStyle);
        return new TokenClient(settings, http, retries(), sleeper, clock);
    }

    public RetryPolicy retries() {
        return new RetryPolicy(maxAttempts, jitter);
    }

    /** Ten minutes from now: time for everything. */
    public Deadline soon() {
        return in(Duration.ofMinutes(10));
    }

    public Deadline in(Duration duration) {
        return Deadline.after(duration, clock);
    }
}
