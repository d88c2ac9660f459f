package dev.imconnector.http;

import java.io.IOException;

/** The network: sends one request and reads one answer. Implementations are safe for use by several threads. */
@FunctionalInterface
public interface HttpExchange {

    /**
     * Sends the request once, without a retry, and reads the whole answer.
     *
     * @throws java.net.http.HttpTimeoutException when the answer was not complete at {@link HttpCall#deadline()} or
     *     after the implementation's own limit for one request; the request may have been carried out
     * @throws ConnectionLostException when the connection ended before a single byte of an answer
     * @throws AnswerTooLargeException when the body exceeds {@link HttpCall#maxAnswerBytes()}
     * @throws IOException on any other failure of the network
     * @throws InterruptedException when the thread was interrupted; the request may have been carried out
     */
    HttpAnswer send(HttpCall call) throws IOException, InterruptedException;
}
