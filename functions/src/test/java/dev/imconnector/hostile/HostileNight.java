package dev.imconnector.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.imconnector.lambda.ColdHandlers;
import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.settings.ClientRole;
import dev.imconnector.store.Location;
import dev.imconnector.testkit.Invocation;
import dev.imconnector.testkit.MemoryStore;
import dev.imconnector.testkit.SettableClock;
import dev.imconnector.testkit.SimulatedIm;
import dev.imconnector.testkit.VirtualApp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A push by its handler, in memory and in virtual time: what a hostile input makes of it, in one line. */
final class HostileNight {

    static final String HEADER = "sourceRef,participantId,transactionDate,amount,currencyCode,periodId\n";
    static final String GOOD = "A-1,P-1,2026-03-01,1.50,EUR,2026-03\n";
    static final String RUN = "file:///runs/night/run.json";
    static final String EVENT = "{\"runId\":\"night\"}";

    private static final Pattern CODE = Pattern.compile("\"_code\":\"(\\w+)\",\"_reason\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    final SettableClock clock = new SettableClock();
    final MemoryStore store = new MemoryStore();
    final SimulatedIm im = new SimulatedIm(clock);
    final VirtualApp app = new VirtualApp(clock, ClientRole.WRITER, store)
            .over(im)
            .with("ICM_CLIENT_SECRET", "canary-secret")
            .with("CREDITS_LOCATION", "file:///exports/credits.csv")
            .with("IM_REQUESTS_PER_MINUTE", "0")
            .with("IM_INPUT_WAIT_MINUTES", "0")
            .with("IM_REJECT_THRESHOLD_PERCENT", "100");

    HostileNight export(String name, byte[] content) {
        app.with("CREDITS_LOCATION", "file:///exports/" + name);
        store.write(Location.parse("file:///exports/" + name), content);
        return this;
    }

    RunRecord push(String event) {
        return run(ColdHandlers.push(app.connector()), event);
    }

    static RunRecord run(RequestStreamHandler handler, String event) {
        return Invocation.of(Duration.ofMinutes(15)).run(handler, event);
    }

    /**
     * What became of it: the code of the error, or {@code sent N} and the codes of the rejects. Whatever it is, all that a
     * person reads is fit to be read.
     */
    String outcome(RunRecord run) {
        run.error().ifPresent(ClearError::mustBe);
        if (run.status() != RunStatus.COMPLETED) {
            var waiting = run.waiting().map(wait -> " " + wait.reason()).orElse("");
            return run.error().map(Problem::code).orElse(run.status() + waiting);
        }
        var codes = new ArrayList<String>();
        run.rejects().ifPresent(at -> codes.addAll(rejects(at)));
        return codes.isEmpty() ? "sent " + run.created() : "sent " + run.created() + ", " + String.join(" ", codes);
    }

    private List<String> rejects(Location at) {
        return at.name().endsWith(".csv") ? rejectedRows(at) : rejectedLines(at);
    }

    private List<String> rejectedLines(Location at) {
        return store.text(at).lines().map(HostileNight::codeOf).toList();
    }

    /** Without reading the line, for it holds what came: a number of a million digits, say. */
    private static String codeOf(String line) {
        var code = CODE.matcher(line);
        assertThat(code.find()).as(line).isTrue();
        ClearError.isForPeople(code.group(2));
        return code.group(1);
    }

    private List<String> rejectedRows(Location at) {
        var codes = new TreeMap<Long, String>();
        try (var rows = CsvReader.builder().ofNamedCsvRecord(store.text(at))) {
            rows.forEach(row -> {
                ClearError.isForPeople(row.getField("_reason"));
                codes.put(row.getStartingLineNumber(), row.getField("_code"));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(codes.values());
    }
}
