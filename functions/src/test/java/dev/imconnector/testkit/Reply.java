package dev.imconnector.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One scripted answer of the {@link ScriptedServer}: a status with headers and body, or a fault. Immutable; the
 * {@code with…} and fault methods return changed copies.
 */
public final class Reply {

    private enum Fault {
        NONE,
        STALL_BEFORE,
        STALL_IN_BODY,
        CLOSE_BEFORE,
        RESET_BEFORE,
        CLOSE_IN_BODY
    }

    private static final long LONGEST_HOLD_SECONDS = 30;

    private final int status;
    private final List<Map.Entry<String, String>> headers;
    private final byte[] body;
    private final Fault fault;
    private final int bytesBeforeFault;
    private final boolean closeAfterwards;
    private final CountDownLatch hold;

    private Reply(
            int status,
            List<Map.Entry<String, String>> headers,
            byte[] body,
            Fault fault,
            int bytesBeforeFault,
            boolean closeAfterwards,
            CountDownLatch hold) {
        this.status = status;
        this.headers = List.copyOf(headers);
        this.body = body;
        this.fault = fault;
        this.bytesBeforeFault = bytesBeforeFault;
        this.closeAfterwards = closeAfterwards;
        this.hold = hold;
    }

    public static Reply of(int status, String contentType, String body) {
        return new Reply(
                status,
                contentType == null ? List.of() : List.of(Map.entry("Content-Type", contentType)),
                body.getBytes(StandardCharsets.UTF_8),
                Fault.NONE,
                0,
                false,
                null);
    }

    public static Reply json(int status, String body) {
        return of(status, "application/json", body);
    }

    public static Reply json(String body) {
        return json(200, body);
    }

    public static Reply html(int status, String body) {
        return of(status, "text/html; charset=utf-8", body);
    }

    /** A status without a body. */
    public static Reply status(int status) {
        return of(status, null, "");
    }

    /** A token as IM's endpoint gives it. */
    public static Reply token(String accessToken, long expiresInSeconds) {
        return json("{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d,\"scope\":\"im.write\"}"
                .formatted(accessToken, expiresInSeconds));
    }

    /** An error as RFC 6749 section 5.2 has it. */
    public static Reply oauthError(int status, String error, String description) {
        return json(status, "{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(error, description));
    }

    /** Reads the request, then says nothing and keeps the connection open until the server is closed. */
    public static Reply stall() {
        return status(200).withFault(Fault.STALL_BEFORE, 0);
    }

    /** Reads the request, then closes the connection in order (FIN) without a byte of an answer. */
    public static Reply close() {
        return status(200).withFault(Fault.CLOSE_BEFORE, 0);
    }

    /** Reads the request, then resets the connection (RST) without a byte of an answer. */
    public static Reply reset() {
        return status(200).withFault(Fault.RESET_BEFORE, 0);
    }

    /** This answer, but after that many bytes of its body nothing more comes; the connection stays open. */
    public Reply stallingAfter(int bodyBytes) {
        return withFault(Fault.STALL_IN_BODY, bodyBytes);
    }

    /** This answer, but after that many bytes of its body the connection is closed. */
    public Reply closingAfter(int bodyBytes) {
        return withFault(Fault.CLOSE_IN_BODY, bodyBytes);
    }

    /** This answer in full, then the connection is closed without having said so: a pooled one goes stale. */
    public Reply thenClosing() {
        return new Reply(status, headers, body, fault, bytesBeforeFault, true, hold);
    }

    public Reply withHeader(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(Map.entry(name, value));
        return new Reply(status, more, body, fault, bytesBeforeFault, closeAfterwards, hold);
    }

    public Reply withBody(byte[] bytes) {
        return new Reply(status, headers, bytes.clone(), fault, bytesBeforeFault, closeAfterwards, hold);
    }

    /** This answer, but only when the latch is open (or after 30 s, so that a broken test ends). */
    public Reply heldUntil(CountDownLatch open) {
        return new Reply(status, headers, body, fault, bytesBeforeFault, closeAfterwards, open);
    }

    private Reply withFault(Fault newFault, int bytes) {
        return new Reply(status, headers, body, newFault, bytes, closeAfterwards, hold);
    }

    void awaitHold() throws InterruptedException {
        if (hold != null && !hold.await(LONGEST_HOLD_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nobody opened the latch of this answer");
        }
    }

    /** The head and as much of the body as is to be sent. */
    byte[] bytes() {
        if (fault == Fault.STALL_BEFORE || fault == Fault.CLOSE_BEFORE || fault == Fault.RESET_BEFORE) {
            return new byte[0];
        }
        var head = new StringBuilder("HTTP/1.1 ").append(status).append(" Scripted\r\n");
        headers.forEach(header -> head.append(header.getKey())
                .append(": ")
                .append(header.getValue())
                .append("\r\n"));
        if (status != 204 && status != 304) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        var headBytes = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        var bodyLength = fault == Fault.NONE ? body.length : Math.min(bytesBeforeFault, body.length);
        var all = new byte[headBytes.length + bodyLength];
        System.arraycopy(headBytes, 0, all, 0, headBytes.length);
        System.arraycopy(body, 0, all, headBytes.length, bodyLength);
        return all;
    }

    boolean stalls() {
        return fault == Fault.STALL_BEFORE || fault == Fault.STALL_IN_BODY;
    }

    boolean resets() {
        return fault == Fault.RESET_BEFORE;
    }

    boolean closes() {
        return closeAfterwards || fault == Fault.CLOSE_BEFORE || fault == Fault.CLOSE_IN_BODY || resets();
    }
}
