package dev.imconnector.oauth;

import static dev.imconnector.testkit.TokenStack.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.testkit.Reply;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Row 14: two scopes never evict each other")
class TwoScopesTest extends TokenCoreFixture {

    @Test
    void each_scope_has_its_own_token() throws Exception {
        server.always(PATH, request -> Reply.token(request.form().get("scope").replace('.', '-'), 1800));
        var writer = stack.cache();
        stack.scope = Optional.of("im.read");
        var reader = stack.cache();

        for (int round = 0; round < 3; round++) {
            assertThat(writer.current(stack.soon()).authorization()).isEqualTo("Bearer im-write");
            assertThat(reader.current(stack.soon()).authorization()).isEqualTo("Bearer im-read");
        }
        writer.invalidate(writer.current(stack.soon()));
        reader.current(stack.soon());

        assertThat(posts()).isEqualTo(2);
    }
}
