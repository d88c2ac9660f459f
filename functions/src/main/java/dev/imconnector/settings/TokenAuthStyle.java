package dev.imconnector.settings;

/**
 * How the token request names the client (RFC 6749 section 2.3.1): in its body, or by HTTP Basic authentication, with id
 * and secret form-encoded before base64 as the RFC says, or raw as some servers take them.
 */
public enum TokenAuthStyle {
    BODY,
    BASIC,
    BASIC_RAW
}
