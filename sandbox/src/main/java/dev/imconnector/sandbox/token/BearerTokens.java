package dev.imconnector.sandbox.token;

import dev.imconnector.sandbox.http.SandboxRequest;
import java.util.Optional;

/** The tokens that requests carry as {@code Authorization: Bearer …}. Safe for use by several threads. */
public final class BearerTokens {

    private static final String SCHEME = "Bearer ";

    private final TokenRegistry tokens;

    public BearerTokens(TokenRegistry tokens) {
        this.tokens = tokens;
    }

    /** What the request's token allows; empty when it has none that is in force. */
    public Optional<TokenRegistry.Grant> grantOf(SandboxRequest request, long nowMicros) {
        return tokenOf(request).flatMap(token -> tokens.valid(token, nowMicros));
    }

    /** Ends the request's token, if it has one. */
    public void revoke(SandboxRequest request) {
        tokenOf(request).ifPresent(tokens::revoke);
    }

    private static Optional<String> tokenOf(SandboxRequest request) {
        return request.header("Authorization")
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip());
    }
}
