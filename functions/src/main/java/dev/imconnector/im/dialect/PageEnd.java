package dev.imconnector.im.dialect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What the last bytes of a page say, before its rows are read. */
public final class PageEnd {

    private static final JsonFactory JSON = new JsonFactory();

    /** How many bytes at the end of a page are examined. */
    private static final int LONGEST = 4 * 1024;

    private PageEnd() {}

    /**
     * The link that is an envelope's last member. Very likely the page's own: only who reads all of it knows.
     *
     * @param member its name
     * @return the link as it is written, or empty when the body ends in another way
     */
    public static Optional<String> link(byte[] body, String member) {
        var name = ('"' + member + '"').getBytes(StandardCharsets.US_ASCII);
        var earliest = Math.max(0, body.length - LONGEST);
        for (int from = body.length - name.length; from >= earliest; from--) {
            if (Arrays.equals(body, from, from + name.length, name, 0, name.length)) {
                return lastMember(body, from);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> lastMember(byte[] body, int from) {
        var member = new byte[1 + body.length - from];
        member[0] = '{';
        System.arraycopy(body, from, member, 1, body.length - from);
        try (var json = JSON.createParser(member)) {
            json.nextToken();
            json.nextToken();
            if (json.nextToken() != JsonToken.VALUE_STRING) {
                return Optional.empty();
            }
            var link = json.getText().strip();
            var isLast = json.nextToken() == JsonToken.END_OBJECT && json.nextToken() == null;
            return isLast && !link.isEmpty() ? Optional.of(link) : Optional.empty();
        } catch (IOException e) {
            // Not the end of an envelope; the whole of it is judged when it is read.
            return Optional.empty();
        }
    }
}
