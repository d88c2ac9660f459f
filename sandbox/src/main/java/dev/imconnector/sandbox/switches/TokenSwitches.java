package dev.imconnector.sandbox.switches;

import java.util.List;

/** What the token endpoint gives, to whom and for how long. */
public final class TokenSwitches {

    public static final Switch<Integer> EXPIRES_IN =
            Switch.number("expires-in", 1_800, 0, 1_000_000, "life of a token in s");
    public static final Switch<String> EXPIRES_IN_ANSWER = Switch.text(
            "expires-in-answer", "", "what expires_in says instead, as JSON; 'none': left out; empty: the truth");
    public static final Switch<String> TOKEN_TYPE = Switch.text("token-type", "Bearer", "the token_type of the answer");
    public static final Switch<Auth> TOKEN_AUTH =
            Switch.choice("token-auth", Auth.ANY, "where client id and secret are taken from");
    public static final Switch<MissingScope> MISSING_SCOPE =
            Switch.choice("missing-scope", MissingScope.ALL, "what a token request without a scope gets");
    public static final Switch<Integer> SCOPE_REFUSAL =
            Switch.oneOf("scope-refusal", 403, "status when the client lacks the scope", 400, 403);

    /** All of these, in the order in which they are described. */
    static final List<Switch<?>> ALL =
            List.of(EXPIRES_IN, EXPIRES_IN_ANSWER, TOKEN_TYPE, TOKEN_AUTH, MISSING_SCOPE, SCOPE_REFUSAL);

    private TokenSwitches() {}

    /** Where the token endpoint takes client id and secret from. */
    public enum Auth {
        ANY,
        BODY,
        BASIC
    }

    /** What a token request without a scope gets. */
    public enum MissingScope {
        /** All scopes of the client. */
        ALL,
        /** A token that may do nothing, with an empty scope. */
        NONE,
        /** 400 {@code invalid_scope}. */
        REFUSE
    }
}
