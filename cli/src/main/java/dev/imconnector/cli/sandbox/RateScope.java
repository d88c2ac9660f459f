package dev.imconnector.cli.sandbox;

/** Who shares one rate limit. */
public enum RateScope {
    TENANT,
    CLIENT
}
