package dev.imconnector.sandbox;

/** In which order a batch answer lists its results. */
public enum AnswerOrder {
    SAME,
    REVERSED,
    SHUFFLED
}
