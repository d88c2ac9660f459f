package dev.imconnector.oauth;

import dev.imconnector.http.EndpointAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * Says how the connector asks for a token. Immutable, nothing secret.
 *
 * @param endpoint the token endpoint
 * @param scope the scopes to ask for, separated by blanks; a blank one counts as none and the parameter is left out,
 *     for some servers answer 400 to an empty scope (Keycloak 26, seen)
 * @param authStyle where the client's credentials go
 */
public record TokenRequestSettings(EndpointAddress endpoint, Optional<String> scope, AuthStyle authStyle) {

    /** Where the client's credentials go (RFC 6749 section 2.3.1). */
    public enum AuthStyle {
        /** Into the form, as {@code client_id} and {@code client_secret}: what IM documents. */
        BODY,
        /** Into an HTTP Basic header, form-encoded before base64. */
        BASIC,
        /** Into an HTTP Basic header as they are, for servers that do not decode them (Cloud Foundry's UAA for years). */
        BASIC_RAW,
        /** As {@link #BASIC}, with the client id in the form too: what SAP's identity service is asked by (seen in clients). */
        BASIC_WITH_ID
    }

    public TokenRequestSettings {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(authStyle, "authStyle");
        scope = scope.map(String::strip).filter(text -> !text.isEmpty());
    }
}
