package dev.imconnector.oauth;

import static dev.imconnector.testkit.ScriptedCredentials.credentials;
import static dev.imconnector.testkit.TokenStack.PATH;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imconnector.testkit.ScriptedCredentials;
import dev.imconnector.testkit.ScriptedServer;
import dev.imconnector.testkit.TokenStack;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** The token core against a server on a real socket. The timeout is for broken code: nothing here takes seconds. */
@Timeout(60)
abstract class TokenCoreFixture {

    static final Duration HALF_HOUR = Duration.ofMinutes(30);

    final ScriptedServer server = new ScriptedServer();
    final TokenStack stack = new TokenStack(server);
    final RecordedEvents events = new RecordedEvents();
    final ScriptedCredentials secrets = new ScriptedCredentials(credentials("writer-secret", "v1"));

    TokenCoreFixture() {
        stack.events = events;
        stack.credentials = secrets;
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** How many requests the token endpoint got. */
    int posts() {
        return server.count(PATH);
    }

    <T extends OAuthException> T refused(TokenCache cache, Duration time, Class<T> type) {
        return catchThrowableOfType(type, () -> cache.current(stack.in(time)));
    }
}
