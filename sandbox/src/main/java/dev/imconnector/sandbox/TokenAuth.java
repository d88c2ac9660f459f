package dev.imconnector.sandbox;

/** Where the token endpoint takes client id and secret from. */
public enum TokenAuth {
    ANY,
    BODY,
    BASIC
}
