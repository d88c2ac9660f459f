package dev.imconnector.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedServer;
import dev.imconnector.testkit.TokenStack;
import org.junit.jupiter.api.Test;

class TokenCacheTest {

    @Test
    void a_token_is_fetched_once_and_then_read_from_the_cache() throws Exception {
        try (var server = new ScriptedServer().next(TokenStack.PATH, Reply.token("one", 1800))) {
            var stack = new TokenStack(server);
            var cache = stack.cache();

            var token = cache.current(stack.soon());

            assertThat(token.authorization()).isEqualTo("Bearer one");
            assertThat(token.expiresAt()).isEqualTo(stack.clock.instant().plusSeconds(1800));
            assertThat(cache.current(stack.soon())).isSameAs(token);
            assertThat(cache.freshOrNull()).isSameAs(token);
            assertThat(server.requests().get(0).form())
                    .containsEntry("grant_type", "client_credentials")
                    .containsEntry("client_id", "im-writer")
                    .containsEntry("client_secret", "writer-secret")
                    .containsEntry("scope", "im.write");
        }
    }
}
