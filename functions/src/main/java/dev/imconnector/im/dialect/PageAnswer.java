package dev.imconnector.im.dialect;

import java.util.Optional;

/** What an answer to the question for a page is. */
public sealed interface PageAnswer {

    /**
     * A page.
     *
     * @param rows without where the next page is
     * @param nextLink the link to the next page as IM wrote it; empty on the last one
     */
    record Rows(Page rows, Optional<String> nextLink) implements PageAnswer {}

    /** It is cut off, or something that only looks like JSON: none of it counts, and the question is to be asked again. */
    record CutOff() implements PageAnswer {}

    /**
     * It is whole and no page.
     *
     * @param fault why not, as in "it has no list of rows"
     */
    record NoPage(String fault) implements PageAnswer {}
}
