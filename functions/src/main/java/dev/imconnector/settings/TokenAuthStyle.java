package dev.imconnector.settings;

/** How the token request names the client (RFC 6749 section 2.3.1): in its body, or by HTTP Basic authentication. */
public enum TokenAuthStyle {
    BODY,
    BASIC
}
