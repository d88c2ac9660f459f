package dev.imconnector.pull;

import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to add an amount of a pulled row to the sum of its currency, beside {@link BigDecimal}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ExactSumBenchmark {

    private static final int ROWS = 1_000;

    /** As in {@link Payouts}: an amount may be anything that IM sends, and what is none is not added. */
    private static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,60}(\\.[0-9]{1,60})?([eE][+-]?[0-9]{1,2})?");

    private final String[] amounts = IntStream.range(0, ROWS)
            .mapToObj(i -> (i % 7 == 0 ? "-" : "") + (1_000 + 37 * i) + "." + (10 + i % 90))
            .toArray(String[]::new);

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public BigDecimal byWholeNumbers() {
        var sum = new ExactSum(BigDecimal.ZERO);
        for (var amount : amounts) {
            if (!sum.addPlain(amount)) {
                sum.add(new BigDecimal(amount));
            }
        }
        return sum.value();
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public BigDecimal byBigDecimal() {
        var sum = BigDecimal.ZERO;
        for (var amount : amounts) {
            if (AMOUNT.matcher(amount).matches()) {
                sum = sum.add(new BigDecimal(amount));
            }
        }
        return sum;
    }
}
