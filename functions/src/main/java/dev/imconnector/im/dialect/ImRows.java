package dev.imconnector.im.dialect;

import java.util.List;

/** Reads what a dialect must know of IM before it can ask its question, such as which days a period has. */
@FunctionalInterface
public interface ImRows {

    /**
     * All rows that a query asks for, of which there are few.
     *
     * @return each one JSON object
     * @throws dev.imconnector.im.QueryException when there are more than belong into memory
     * @throws dev.imconnector.im.ImException when there is no usable answer
     */
    List<String> all(PageQuery query) throws InterruptedException;
}
