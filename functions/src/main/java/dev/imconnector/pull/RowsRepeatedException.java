package dev.imconnector.pull;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;

/** Rows came twice, so as many others may be missing: the pages that were read do not belong together. */
final class RowsRepeatedException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private RowsRepeatedException(String what, String order) {
        super(new Problem(
                "ROWS_REPEATED",
                what + ", so others may be missing: IM's order of rows is not stable from page to page",
                "End the order (results-orderby, or orderby in the event) with fields that are unique to each"
                        + " row, such as " + order + ", and pull again with \"retry\": true"));
    }

    static RowsRepeatedException page(long number, String order) {
        return new RowsRepeatedException("Page " + number + " repeats an earlier page", order);
    }

    static RowsRepeatedException row(long rows, String order) {
        return new RowsRepeatedException(
                "Among the first " + rows + " rows one came twice with identical" + " content", order);
    }
}
