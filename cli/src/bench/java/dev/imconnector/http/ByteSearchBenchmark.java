package dev.imconnector.http;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to look for a token in an answer that has none, beside a search in a Latin-1 text. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ByteSearchBenchmark {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /** Some 17 kB are a page of 100 rows; a JWT has 800 letters, an opaque token 32. */
    @Param({"32", "800"})
    private int tokenLength;

    private String token;
    private byte[] tokenBytes;
    private byte[] body;

    @Setup
    public void make() {
        var random = new Random(1);
        var letters = new StringBuilder();
        for (int i = 0; i < tokenLength; i++) {
            letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        token = letters.toString();
        tokenBytes = token.getBytes(StandardCharsets.US_ASCII);
        var rows = new StringBuilder("{\"value\":[");
        for (int i = 0; i < 100; i++) {
            rows.append("{\"resultId\":\"R-")
                    .append(random.nextInt(1_000_000))
                    .append("\",\"participantId\":\"P-")
                    .append(random.nextInt(1_000))
                    .append("\",\"periodId\":\"2026-03\",\"amount\":\"")
                    .append(random.nextInt(100_000))
                    .append(".50\",\"currencyCode\":\"EUR\",\"planId\":\"PLAN-A\",\"status\":\"RELEASED\"},");
        }
        body = rows.append("{}]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    @Benchmark
    public int byHand() {
        return new ByteSearch(tokenBytes).in(body, 0);
    }

    @Benchmark
    public int inLatin1Text() {
        return new String(body, StandardCharsets.ISO_8859_1).indexOf(token);
    }
}
