package dev.imconnector.im;

/** What an answer means for the request that it belongs to, whatever was asked for. */
public enum AnswerMeaning {
    /** A success with a body, which the operation reads. */
    CONTENT,
    /** Answered for good: the operation judges it by its status. */
    FINAL,
    /** Nothing was carried out: the token is not, or no longer, good. A fresh one may be. */
    UNAUTHORIZED,
    /** Nothing was carried out: this client may not do that, whatever token it has. */
    FORBIDDEN,
    /** Nothing was carried out: whoever stands before IM turned the request away. */
    BLOCKED,
    /** Nothing was carried out: too many requests. */
    THROTTLED,
    /** Nothing was carried out, if the one who answered knows. Later it may be. */
    NOT_TAKEN,
    /** Whoever answered could not cope; later it may. */
    OVERLOADED,
    /** IM itself failed, or a record of the request is one that it cannot take. */
    SERVER_ERROR,
    /** IM did not answer whoever answered in its place; the request may have been carried out. */
    TIMEOUT,
    /** A success by its status, with a body of another kind than any answer of IM: a maintenance page, most likely. */
    FOREIGN_BODY
}
