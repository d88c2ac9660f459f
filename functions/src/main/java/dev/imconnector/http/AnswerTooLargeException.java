package dev.imconnector.http;

import java.io.IOException;

/** The answer's body has more bytes than the caller is ready to read; the rest was not read. */
public final class AnswerTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    public AnswerTooLargeException(int maxBytes) {
        super("The answer is larger than " + maxBytes + " bytes");
    }
}
