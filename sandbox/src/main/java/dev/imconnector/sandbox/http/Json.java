package dev.imconnector.sandbox.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The sandbox's JSON: numbers keep exactly the digits they came with. */
public final class Json {

    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** For streaming: looks for no duplicate members, for that costs a set per object. */
    public static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** Writes one part of a document. */
    @FunctionalInterface
    public interface Part {
        void writeTo(JsonGenerator out) throws IOException;
    }

    /** @throws IOException when the bytes are not UTF-8; Jackson alone lets some of that pass */
    public static JsonParser parser(byte[] body) throws IOException {
        for (var next : body) {
            if (next < 0) {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
                break;
            }
        }
        return FACTORY.createParser(body);
    }

    /** Refuses a member that is there twice, too. */
    public static JsonParser strictParser(byte[] body) throws IOException {
        return parser(body).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    }

    public static byte[] bytes(Part document) {
        var buffer = new ByteArrayBuilder(8_192);
        try (var out = FACTORY.createGenerator(buffer)) {
            document.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return buffer.toByteArray();
    }
}
