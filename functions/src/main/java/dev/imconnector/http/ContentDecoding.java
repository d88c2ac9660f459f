package dev.imconnector.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * Unpacks a body that came compressed although nobody asked for it, as some content delivery networks and gateways send
 * it: gzip by its header or its first two bytes (no JSON begins with those), and deflate by its header. What is compressed
 * in another way stays as it is, with its {@code Content-Encoding}.
 */
final class ContentDecoding {

    static final String HEADER = "Content-Encoding";

    private static final int BUFFER = 8 * 1024;

    private ContentDecoding() {}

    /**
     * @param maxBytes of the unpacked body
     * @throws AnswerTooLargeException when it is larger
     * @throws IOException when it cannot be unpacked
     */
    static HttpAnswer decoded(HttpAnswer answer, int maxBytes) throws IOException {
        var body = answer.body();
        var encoding = answer.header(HEADER).orElse("").strip().toLowerCase(Locale.ROOT);
        if (isGzip(body)) {
            return unpacked(answer, new GZIPInputStream(new ByteArrayInputStream(body)), maxBytes);
        }
        return encoding.equals("deflate") && body.length > 0
                ? unpacked(answer, new InflaterInputStream(new ByteArrayInputStream(body)), maxBytes)
                : answer;
    }

    private static boolean isGzip(byte[] body) {
        return body.length > 1 && (body[0] & 0xff) == 0x1f && (body[1] & 0xff) == 0x8b;
    }

    private static HttpAnswer unpacked(HttpAnswer answer, InputStream stream, int maxBytes) throws IOException {
        var body = new ByteArrayOutputStream();
        var buffer = new byte[BUFFER];
        for (int count; (count = stream.read(buffer)) >= 0; ) {
            if (count > maxBytes - body.size()) {
                throw new AnswerTooLargeException(maxBytes);
            }
            body.write(buffer, 0, count);
        }
        return new HttpAnswer(answer.status(), withoutEncoding(answer.headers()), body.toByteArray(), answer.sentAt());
    }

    private static Map<String, List<String>> withoutEncoding(Map<String, List<String>> headers) {
        var result = new HashMap<>(headers);
        result.keySet().removeIf(name -> name.equalsIgnoreCase(HEADER));
        return result;
    }
}
