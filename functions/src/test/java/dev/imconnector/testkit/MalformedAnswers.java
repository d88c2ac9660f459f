package dev.imconnector.testkit;

import dev.imconnector.testkit.RawServer.RawAnswer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came from proxies, gateways and attackers instead of an answer; each is told by its name. Immutable. */
public final class MalformedAnswers {

    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private MalformedAnswers() {}

    /** Those that end by themselves, or can be seen to be wrong, so that no limit has to pass. */
    public static Map<String, RawAnswer> all() {
        var answers = new LinkedHashMap<String, RawAnswer>();
        heads(answers);
        lengths(answers);
        chunks(answers);
        return answers;
    }

    /** The same as a list, to be gone through in turn. */
    public static List<RawAnswer> inTurn() {
        return List.copyOf(all().values());
    }

    private static void heads(Map<String, RawAnswer> answers) {
        answers.put("no HTTP at all", of("canary says hello\r\n\r\n"));
        answers.put("words before the status line", of("canary\r\n" + OK + "Content-Length: 2\r\n\r\n{}"));
        answers.put("an SMTP server", of("220 mail.example.com ESMTP\r\n").thenClosing());
        answers.put(
                "a TLS alert", of("\u0015\u0003\u0001\u0000\u0002\u0002\u0028").thenClosing());
        answers.put("a status that is not a number", of("HTTP/1.1 two OK\r\nContent-Length: 0\r\n\r\n"));
        answers.put("a status of two digits", of("HTTP/1.1 20\r\nContent-Length: 0\r\n\r\n"));
        answers.put("a negative status", of("HTTP/1.1 -200 OK\r\nContent-Length: 0\r\n\r\n"));
        answers.put("a status beyond an int", of("HTTP/1.1 99999999999 OK\r\nContent-Length: 0\r\n\r\n"));
        answers.put("a protocol nobody speaks", of("HTTP/7.3 200 OK\r\nContent-Length: 0\r\n\r\n"));
        answers.put("a status line that breaks off", of("HTTP/1.1 2").thenClosing());
        answers.put("a head that breaks off", of(OK + "Content-Le").thenClosing());
        answers.put("a header without a colon", of(OK + "canary\r\nContent-Length: 2\r\n\r\n{}"));
        answers.put("a header without a name", of(OK + ": canary\r\nContent-Length: 2\r\n\r\n{}"));
        answers.put("a header line without an end", of(OK + "X-Canary: ").thenEndlessly("canary".repeat(1_000)));
        answers.put("headers without an end", of(OK).thenEndlessly("X-Canary: 1\r\n".repeat(100)));
        answers.put("100 Continue for ever", of("").thenEndlessly("HTTP/1.1 100 Continue\r\n\r\n".repeat(100)));
        answers.put(
                "100 Continue 20 times",
                of("HTTP/1.1 100 Continue\r\n\r\n".repeat(20)).thenClosing());
        answers.put("empty lines for ever", of("").thenEndlessly("\r\n".repeat(1_000)));
    }

    private static void lengths(Map<String, RawAnswer> answers) {
        for (var length : List.of("canary", "55, 55", "-1", "99999999999999999999", "0x2", "", "2; canary")) {
            answers.put("Content-Length: " + length, of(OK + "Content-Length: " + length + "\r\n\r\n{}"));
        }
        answers.put("two Content-Lengths that differ", of(OK + "Content-Length: 2\r\nContent-Length: 9\r\n\r\n{}"));
        answers.put(
                "a body shorter than it said",
                of(OK + "Content-Length: 9\r\n\r\n{}").thenClosing());
        answers.put("a body larger than allowed", of(OK + "Content-Length: 2000000000\r\n\r\n{}"));
        answers.put("a body without an end", of(OK + "\r\n").thenEndlessly("{}".repeat(1_000)));
    }

    private static void chunks(Map<String, RawAnswer> answers) {
        for (var size : List.of("80000000", "7fffffff", "ffffffffffffffff", "canary", "-1", "", "2 2")) {
            answers.put(
                    "a chunk of size " + size,
                    chunked(size + "\r\n{}\r\n0\r\n\r\n").thenClosing());
        }
        answers.put(
                "a chunk size that is more than there is",
                chunked("80000000\r\n").thenEndlessly("{}".repeat(1_000)));
        answers.put(
                "a chunk without its line end",
                chunked("2\r\n{}canary\r\n0\r\n\r\n").thenClosing());
        answers.put("chunks that break off", chunked("2\r\n{}\r\n").thenClosing());
        answers.put("a chunk extension without an end", chunked("2;canary=").thenEndlessly("canary".repeat(1_000)));
        answers.put("trailers without an end", chunked("0\r\n").thenEndlessly("X-Canary: 1\r\n".repeat(100)));
        answers.put(
                "a coding nobody knows",
                of(OK + "Transfer-Encoding: canary\r\n\r\n{}").thenClosing());
    }

    private static RawAnswer chunked(String body) {
        return of(OK + "Transfer-Encoding: chunked\r\n\r\n" + body);
    }

    private static RawAnswer of(String text) {
        return RawAnswer.of(text);
    }
}
