package dev.imconnector.sandbox.switches;

/** Who shares one rate limit. */
public enum RateScope {
    TENANT,
    CLIENT
}
