package dev.imconnector.sandbox.http;

import java.util.Optional;

/** One dialect of IM: which requests there are, how they are answered, and what its errors look like. */
public interface Dialect {

    /** What a request asks for. */
    Route route(SandboxRequest request);

    /** The answer of an IM in which nothing goes wrong. */
    SandboxAnswer answer(Route route, SandboxRequest request, long nowMicros);

    /** The client that a rate limit by client counts; empty when the request names none that is known. */
    Optional<String> client(Route route, SandboxRequest request, long nowMicros);

    /** Ends the token that a request carries, if it carries one. */
    void revoke(SandboxRequest request);

    /** An error in this dialect's form. */
    SandboxAnswer error(int status, String message);

    /** 401 in this dialect's form. */
    SandboxAnswer unauthorized(String why);
}
