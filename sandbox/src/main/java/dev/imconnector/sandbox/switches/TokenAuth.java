package dev.imconnector.sandbox.switches;

/** Where the token endpoint takes client id and secret from. */
public enum TokenAuth {
    ANY,
    BODY,
    BASIC
}
