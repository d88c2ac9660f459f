package dev.imconnector.credit;

/** What the field rules make of a record: a {@link Credit} that may be sent, or the {@link Rejection} that says why not. */
public sealed interface CheckedCredit permits Credit, Rejection {}
