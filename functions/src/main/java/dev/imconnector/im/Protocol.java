package dev.imconnector.im;

import dev.imconnector.http.HttpAnswer;
import java.util.Map;

/**
 * What every request to an IM carries and what every answer of it means, whichever the operation; what a dialect tells
 * the transport. Implementations are immutable.
 */
public interface Protocol {

    /** The headers of a request, beside the one that says who asks. */
    Map<String, String> headers(ImRequest request);

    /** What an answer means. */
    AnswerMeaning meaning(HttpAnswer answer);

    /**
     * IM's own words in an answer that is not a success: clean, bounded, without credentials; empty when it has none.
     */
    String words(HttpAnswer answer);

    /**
     * What being turned away means and what to do about it.
     *
     * @param why {@link AnswerMeaning#UNAUTHORIZED} with a fresh token, or {@link AnswerMeaning#FORBIDDEN}
     */
    Denial denial(AnswerMeaning why);

    /**
     * What is said of a request that was turned away.
     *
     * @param how goes on after the request's name: {@code was answered 403: …}
     * @param fix what to do about it
     */
    record Denial(String how, String fix) {}
}
