package dev.imconnector.im.dialect;

/** What an answer to the question for one row says. */
public sealed interface RowAnswer {

    /**
     * There it is.
     *
     * @param json one JSON object
     */
    record Row(byte[] json) implements RowAnswer {}

    /** More than one row has that id, and none is taken for the one that is meant. */
    record Several() implements RowAnswer {}

    /** There is no such row. */
    record NoRow() implements RowAnswer {}

    /** The answer is cut off, and the question to be asked again. */
    record CutOff() implements RowAnswer {}

    /** The question was refused. */
    record Refused() implements RowAnswer {}
}
