package dev.imconnector.sandbox.switches;

/** In which order a batch answer lists its results. */
public enum AnswerOrder {
    SAME,
    REVERSED,
    SHUFFLED
}
