package dev.imconnector.cli.template;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request to S3, with the bucket in its path.
 *
 * @param key of the object, or empty when it is about the bucket
 * @param query the options, decoded
 * @param headers by name in any case
 * @param body as it was meant, without the frames of {@code aws-chunked}
 */
record S3Request(
        String method, String bucket, String key, Map<String, String> query, Map<String, String> headers, byte[] body) {

    static S3Request of(HttpExchange exchange, byte[] body) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        var uri = exchange.getRequestURI();
        var path = uri.getPath().substring(1).split("/", 2);
        var query = new TreeMap<String, String>();
        if (uri.getRawQuery() != null) {
            for (var option : uri.getRawQuery().split("&")) {
                var pair = option.split("=", 2);
                query.put(pair[0], pair.length < 2 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
            }
        }
        var content = headers.getOrDefault("Content-Encoding", "").contains("aws-chunked") ? unframed(body) : body;
        return new S3Request(
                exchange.getRequestMethod(), path[0], path.length < 2 ? "" : path[1], query, headers, content);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Each chunk has its length in hexadecimal before it, and whatever else until the end of that line. */
    private static byte[] unframed(byte[] framed) {
        var content = new ByteArrayOutputStream();
        for (int at = 0; ; ) {
            var endOfLine = indexOf(framed, at);
            var length = Integer.parseInt(
                    new String(framed, at, endOfLine - at, StandardCharsets.ISO_8859_1).split(";")[0], 16);
            if (length == 0) {
                return content.toByteArray();
            }
            content.writeBytes(Arrays.copyOfRange(framed, endOfLine + 2, endOfLine + 2 + length));
            at = endOfLine + 2 + length + 2;
        }
    }

    private static int indexOf(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] != '\r') {
            at++;
        }
        return at;
    }
}
