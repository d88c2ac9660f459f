package dev.imconnector.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkFaultTest {

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of(NetworkFault.CONNECT_TIMED_OUT, new HttpConnectTimeoutException("canary")),
                Arguments.of(NetworkFault.TIMED_OUT, new HttpTimeoutException("canary")),
                Arguments.of(NetworkFault.CONNECTION_LOST, new ConnectionLostException()),
                Arguments.of(NetworkFault.ANSWER_TOO_LARGE, new AnswerTooLargeException(1)),
                Arguments.of(NetworkFault.UNKNOWN_HOST, new UnknownHostException("canary")),
                Arguments.of(
                        NetworkFault.UNKNOWN_HOST,
                        new ConnectException("canary").initCause(new UnresolvedAddressException())),
                Arguments.of(NetworkFault.CONNECTION_REFUSED, new ConnectException("canary")),
                Arguments.of(NetworkFault.TLS_FAILED, new IOException(new SSLHandshakeException("canary"))),
                Arguments.of(NetworkFault.BROKEN, new IOException("canary")));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void is_known_by_the_types_and_said_in_words_of_our_own(NetworkFault kind, IOException failure) {
        assertThat(NetworkFault.of(failure)).isEqualTo(kind);
        assertThat(kind.words()).isNotBlank().doesNotContain("canary");
    }

    private static IOException refusedAtDepth(int depth) {
        IOException failure = new ConnectException();
        for (int i = 0; i < depth; i++) {
            failure = new IOException(failure);
        }
        return failure;
    }

    @Test
    void is_looked_for_ten_deep() {
        assertThat(NetworkFault.of(refusedAtDepth(9))).isEqualTo(NetworkFault.CONNECTION_REFUSED);
        assertThat(NetworkFault.of(refusedAtDepth(10))).isEqualTo(NetworkFault.BROKEN);
    }

    @Test
    @Timeout(60)
    void causes_in_a_circle_have_an_end() {
        var one = new IOException();
        one.initCause(new IOException(one));

        assertThat(NetworkFault.of(one)).isEqualTo(NetworkFault.BROKEN);
    }
}
