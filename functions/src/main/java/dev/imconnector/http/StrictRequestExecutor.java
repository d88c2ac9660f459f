package dev.imconnector.http;

import java.io.IOException;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends nothing over a connection on which something has come that nobody asked for: it would be taken for the answer of
 * the next request. Takes no answer of a proxy for one of the host behind it. Notes how far the exchange has come.
 */
final class StrictRequestExecutor extends HttpRequestExecutor {

    private static final Timeout A_LOOK = Timeout.ofMilliseconds(1);
    private static final int OK = 200;
    private static final int LAST_SUCCESS = 299;

    StrictRequestExecutor(Http1Config bounds) {
        super(bounds, null, null);
    }

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            HttpResponseInformationCallback information,
            HttpContext context)
            throws IOException, HttpException {
        if ("CONNECT".equals(request.getMethod())) {
            return tunnel(super.execute(request, connection, information, context));
        }
        var progress = ExchangeProgress.of(context);
        progress.begin();
        var received = connection.getEndpointDetails().getReceivedBytesCount();
        try {
            if (received > 0 && hasMore(connection)) {
                throw new ProtocolException("More came than one answer");
            }
            var head = super.execute(request, connection, information, context);
            progress.answerBegins();
            return head;
        } catch (IOException e) {
            noteAnswer(progress, connection, received);
            throw e;
        }
    }

    private static ClassicHttpResponse tunnel(ClassicHttpResponse answer) throws IOException {
        if (answer.getCode() < OK || answer.getCode() > LAST_SUCCESS) {
            throw new IOException("The proxy makes no tunnel: it answered " + answer.getCode());
        }
        return answer;
    }

    private static void noteAnswer(ExchangeProgress progress, HttpClientConnection connection, long received) {
        var details = connection.getEndpointDetails();
        if (details != null && details.getReceivedBytesCount() > received) {
            progress.answerBegins();
        }
    }

    /** Bytes that have arrived. What is encrypted yet needs a read, and so the least of waits. */
    private static boolean hasMore(HttpClientConnection connection) throws IOException {
        if (connection.getSSLSession() != null) {
            return connection.isDataAvailable(A_LOOK);
        }
        return connection instanceof ManagedHttpClientConnection managed
                && managed.getSocket() != null
                && managed.getSocket().getInputStream().available() > 0;
    }
}
