package dev.imconnector.cli.sandbox;

/** Where the token endpoint takes client id and secret from. */
public enum TokenAuth {
    ANY,
    BODY,
    BASIC
}
