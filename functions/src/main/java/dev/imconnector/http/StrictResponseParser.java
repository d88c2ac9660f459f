package dev.imconnector.http;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;

/**
 * Reads the head of an answer from one connection. What is in the buffer before anything of this answer was read came
 * with the answer before, unless that one was provisional (1xx). For use by one thread at a time.
 */
final class StrictResponseParser extends DefaultHttpResponseParser {

    private static final int FIRST_FINAL_STATUS = 200;

    private static final int MOST_PROVISIONAL = 20;

    private int provisional;

    StrictResponseParser(Http1Config bounds) {
        super(bounds);
    }

    @Override
    public ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream in) throws IOException, HttpException {
        if (buffer.length() > 0 && provisional == 0) {
            throw new ProtocolException("More came than one answer");
        }
        var head = super.parse(buffer, in);
        provisional = head != null && head.getCode() < FIRST_FINAL_STATUS ? provisional + 1 : 0;
        if (provisional > MOST_PROVISIONAL) {
            throw new ProtocolException("Provisional answers without an end");
        }
        return head;
    }
}
