package dev.imconnector.sandbox.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One answer and the way it is delivered. Immutable.
 *
 * @param status the status code
 * @param headers the headers, Content-Length excepted
 * @param body the body, or null when it is streamed
 * @param stream writes a body of unknown length, or null
 * @param delivery how it travels
 * @param delayMillis how long it is held back, at least 0
 * @param beforeSending runs once, after the delay and before the first byte; closes what the request held
 */
public record SandboxAnswer(
        int status,
        Map<String, String> headers,
        byte[] body,
        Stream stream,
        DeliveryMode delivery,
        long delayMillis,
        Runnable beforeSending) {

    private static final byte[] NOTHING = {};
    private static final Runnable NOTHING_HELD = () -> {};

    /** Writes a body as it is made. */
    @FunctionalInterface
    public interface Stream {
        void writeTo(OutputStream out) throws IOException;
    }

    public static SandboxAnswer of(int status, String contentType, byte[] body) {
        return new SandboxAnswer(
                status, Map.of("Content-Type", contentType), body, null, DeliveryMode.WHOLE, 0, NOTHING_HELD);
    }

    public static SandboxAnswer json(int status, Json.Part document) {
        return of(status, "application/json", Json.bytes(document));
    }

    public static SandboxAnswer empty(int status) {
        return new SandboxAnswer(status, Map.of(), NOTHING, null, DeliveryMode.WHOLE, 0, NOTHING_HELD);
    }

    public static SandboxAnswer streamed(String contentType, Stream stream) {
        return new SandboxAnswer(
                200, Map.of("Content-Type", contentType), null, stream, DeliveryMode.WHOLE, 0, NOTHING_HELD);
    }

    /** The API's error shape: {@code {"error":"…"}}. */
    public static SandboxAnswer error(int status, String message) {
        return json(status, out -> {
            out.writeStartObject();
            out.writeStringField("error", message);
            out.writeEndObject();
        });
    }

    public SandboxAnswer header(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new SandboxAnswer(status, more, body, stream, delivery, delayMillis, beforeSending);
    }

    public SandboxAnswer status(int another) {
        return new SandboxAnswer(another, headers, body, stream, delivery, delayMillis, beforeSending);
    }

    public SandboxAnswer delivered(DeliveryMode how) {
        return new SandboxAnswer(status, headers, body, stream, how, delayMillis, beforeSending);
    }

    public SandboxAnswer delayed(long millis) {
        return new SandboxAnswer(status, headers, body, stream, delivery, millis, beforeSending);
    }

    public SandboxAnswer releasing(Runnable held) {
        return new SandboxAnswer(status, headers, body, stream, delivery, delayMillis, () -> {
            beforeSending.run();
            held.run();
        });
    }

    /** What the report counts: the status, or 0 when the caller never sees one. */
    public int visibleStatus() {
        return delivery == DeliveryMode.DROPPED || delivery == DeliveryMode.STALLED ? 0 : status;
    }
}
