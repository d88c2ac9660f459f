package dev.imconnector.sandbox;

/** Who shares one rate limit. */
public enum RateScope {
    TENANT,
    CLIENT
}
