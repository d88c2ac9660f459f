package dev.imconnector.cli.night;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.sandbox.state.SandboxReport;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.switches.WriteSwitches;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is unknown about IM, and what can go wrong with it, in every form that the sandbox can play: each valid credit is
 * in IM once, and the record says what became of every one.
 *
 * <p>The export has 60 records in 6 batches. IM holds 8 of them already, two of those in one batch, and rejects 2.
 */
@Timeout(60)
class EveryReadingOfImTest {

    private static final int RECORDS = 60;
    private static final Set<String> REJECTED = Set.of("C-00021", "C-00027");

    /** Makes it certain which record meets a fault that counts. */
    private static final String ONE_AT_A_TIME = "IM_MAX_IN_FLIGHT";

    private static final Set<Integer> THERE = Set.of(3, 4, 13, 23, 33, 43, 53, 60);

    @TempDir
    private Path home;

    /** One form: the switches (and, in capitals, settings) that make it, and which records have no outcome in it. */
    record Form(String name, Map<String, String> switches, Set<String> withoutOutcome, Set<String> alsoRejected) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static Form form(String... namesAndValues) {
        var switches = new LinkedHashMap<String, String>();
        var name = new ArrayList<String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            switches.put(namesAndValues[i], namesAndValues[i + 1]);
            name.add(namesAndValues[i] + "=" + namesAndValues[i + 1]);
        }
        return new Form(String.join(" ", name), switches, Set.of(), Set.of());
    }

    private static Form without(String sourceRef, String... namesAndValues) {
        var form = form(namesAndValues);
        return new Form(form.name(), form.switches(), Set.of(sourceRef), Set.of());
    }

    static Stream<Form> duplicates() {
        var forms = new ArrayList<Form>();
        for (var style :
                WriteSwitches.DUPLICATE.allowed().replace("one of ", "").split(", ")) {
            if (!style.equals("error-custom")) {
                forms.add(form("duplicate", style));
            }
        }
        forms.add(form(
                "duplicate", "error-custom", "duplicate-message", "Is there", "IM_ALREADY_EXISTS_PATTERN", "^Is t"));
        forms.add(form("duplicate", "batch-409", "whole-batch-applies", "good-records"));
        var unknownWords = form("duplicate", "error-custom", "duplicate-message", "duplicate assignment");
        forms.add(new Form(
                unknownWords.name(),
                unknownWords.switches(),
                Set.of(),
                THERE.stream().map("C-%05d"::formatted).collect(Collectors.toSet())));
        return forms.stream();
    }

    static Stream<Form> batchAnswers() {
        return Stream.of(
                form("bad-batch", "whole-400"),
                form("bad-batch", "whole-400", "whole-batch-applies", "good-records"),
                form("bad-batch", "whole-400", "duplicate", "batch-409"),
                form("bad-batch", "whole-400", "duplicate", "batch-409", "whole-batch-applies", "good-records"),
                form("created-status", "200", "mixed-status", "200"),
                form("created-status", "207", "mixed-status", "201"),
                form("created-status", "201", "mixed-status", "207"),
                form("answer-order", "reversed"),
                form("answer-order", "shuffled", "omit-every", "7", ONE_AT_A_TIME, "1"),
                form("omit-every", "7", ONE_AT_A_TIME, "1"),
                form("omit-every", "7", "omitted-applied", "false", ONE_AT_A_TIME, "1"),
                form("omit-every", "7", "bad-batch", "whole-400", ONE_AT_A_TIME, "1"),
                form("max-batch", "7"),
                form("max-batch", "7", "max-batch-status", "400"),
                form("max-batch", "1"),
                form("max-batch", "3", "duplicate", "batch-409", "bad-batch", "whole-400"));
    }

    static Stream<Form> faults() {
        return Stream.of(
                form("fault", "every 2 drop-before on batch"),
                form("fault", "every 2 drop-after on batch"),
                form("fault", "next 3 drop-after on batch", "duplicate", "batch-409"),
                form("fault", "every 2 cut-body on batch"),
                form("fault", "every 3 stall-after on batch"),
                form("fault", "every 3 stall-before on batch"),
                form("fault", "every 2 status 500 on batch"),
                form("fault", "every 2 status 502 on batch"),
                form("fault", "every 2 status 503 on batch"),
                form("fault", "every 2 status 504 on batch"),
                form("fault", "every 2 status 408 on batch"),
                form("fault", "every 2 html on batch"),
                form("fault", "next 9 html on batch"),
                form("fault", "next 30 status 503 on batch"),
                form("fault", "next 30 status 500 on batch"),
                form("fault", "next 30 drop-before on batch"),
                form("fault", "next 30 drop-after on batch"),
                form("fault", "next 12 stall-after on batch"));
    }

    static Stream<Form> tokens() {
        return Stream.of(
                form("fault", "nth 1 unauthorized on batch"),
                form("fault", "nth 3 unauthorized on batch"),
                form("fault", "nth 2 revoke on batch"),
                form("fault", "nth 2 revoke on batch; nth 4 revoke on batch", ONE_AT_A_TIME, "1"),
                form("fault", "nth 3 revoke on batch; next 1 status 503 on token"),
                form("fault", "next 7 status 503 on token"),
                form("fault", "next 2 drop-before on token"),
                form("fault", "next 2 html on token"),
                form("fault", "next 2 status 429 on token"),
                form("expires-in-answer", "none"),
                form("expires-in-answer", "\"1800\""),
                form("token-type", "bearer"),
                form("token-auth", "basic", "IM_TOKEN_AUTH_STYLE", "basic"),
                form("token-auth", "body"),
                form("IM_SCOPE", "none"));
    }

    static Stream<Form> limits() {
        return Stream.of(
                form("rate-limit", "2"),
                form("rate-limit", "2", "rate-window", "fixed"),
                form("rate-limit", "2", "rate-counts-refused", "true"),
                form("rate-limit", "3", "rate-scope", "client"),
                form("fault", "every 2 status 429 on batch"),
                form("fault", "every 2 status 429 on batch", "retry-after", ""),
                form("fault", "every 2 status 429 on batch", "retry-after", "soon"),
                form("fault", "every 2 status 429 on batch", "retry-after", "-7"),
                form("fault", "next 3 status 429 on batch", "retry-after", "100000000000"),
                form("fault", "next 3 status 429 on batch", "retry-after", "Mon, 02 Mar 2026 04:20:00 GMT"),
                form("fault", "next 3 status 503 on batch", "retry-after", "120"));
    }

    static Stream<Form> everyForm() {
        return Stream.of(duplicates(), batchAnswers(), faults(), tokens(), limits())
                .flatMap(each -> each);
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void every_valid_credit_is_in_once_and_the_record_says_so(Form form) {
        try (var scene = scene(form)) {
            var run = scene.pushToTheEnd("{\"runId\":\"night\"}");

            var rejected = new TreeSet<>(REJECTED);
            rejected.addAll(form.alsoRejected());
            assertThat(run.status()).as("%s", run.error()).isEqualTo(expectedEnd(rejected));
            assertOutcomes(scene, run, rejected, Set.of());
        }
    }

    /** More than 5 % rejected by IM fails the run, with everything else in. */
    private static RunStatus expectedEnd(Set<String> rejected) {
        return rejected.size() * 100 > RECORDS * 5 ? RunStatus.FAILED : RunStatus.COMPLETED;
    }

    static Stream<Form> formsWithoutSomeOutcome() {
        return Stream.of(
                without("C-00037", "poison-ref", "C-00037"),
                without("C-00037", "poison-ref", "C-00037", "poison-action", "stall", "IM_MAX_ATTEMPTS", "2"),
                without("C-00001", "poison-ref", "C-00001"),
                without("C-00060", "poison-ref", "C-00060", "duplicate", "batch-409"),
                without("C-00037", "poison-ref", "C-00037", "bad-batch", "whole-400", "duplicate", "batch-409"),
                without("C-00012", "omit-ref", "C-00012"),
                without("C-00012", "omit-ref", "C-00012", "omitted-applied", "false"));
    }

    @ParameterizedTest
    @MethodSource("formsWithoutSomeOutcome")
    void a_record_without_an_outcome_fails_alone_and_a_retry_brings_it_in(Form form) {
        try (var scene = scene(form)) {
            var run = scene.pushToTheEnd("{\"runId\":\"night\"}");
            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(run.error().orElseThrow().code()).isEqualTo("NO_OUTCOME");
            assertOutcomes(scene, run, REJECTED, form.withoutOutcome());

            scene.im().set("poison-ref", "");
            scene.im().set("omit-ref", "");
            var again = scene.pushToTheEnd("{\"runId\":\"night\",\"retry\":true}");
            assertThat(again.status()).isEqualTo(RunStatus.COMPLETED);
            assertOutcomes(scene, again, REJECTED, Set.of());
        }
    }

    /** A scene in which IM holds what it held yesterday, and takes this form from now on. */
    private VirtualNight scene(Form form) {
        var scene = new VirtualNight(home, Export.of(RECORDS, 0), options -> options.with(RateSwitches.RATE_LIMIT, 0));
        scene.night().with("IM_BATCH_SIZE", "10");
        var before = Export.part(RECORDS, THERE::contains).writeTo(home.resolve("exports/before.csv"));
        var yesterday = scene.pushToTheEnd("{\"runId\":\"yesterday\",\"credits\":\"%s\"}".formatted(Night.uri(before)));
        assertThat(yesterday.created()).isEqualTo(THERE.size());
        scene.im().set("reject-ref", String.join("|", REJECTED));
        form.switches().forEach((name, value) -> {
            if (name.startsWith("IM_")) {
                scene.night().with(name, value);
            } else {
                scene.im().set(name, value);
            }
        });
        return scene;
    }

    private void assertOutcomes(VirtualNight scene, RunRecord run, Set<String> rejected, Set<String> failed) {
        var audit = scene.night().audit(run);
        audit.countsAddUp();
        var outcomes = new TreeMap<String, String>();
        for (JsonNode receipt : audit.receipts()) {
            assertThat(outcomes.put(
                            receipt.get("sourceRef").asText(),
                            receipt.get("outcome").asText()))
                    .as("two receipts for %s", receipt)
                    .isNull();
        }
        assertThat(outcomes).hasSize(RECORDS);
        assertThat(withOutcome(outcomes, "REJECTED")).isEqualTo(rejected);
        assertThat(withOutcome(outcomes, "FAILED")).isEqualTo(failed);
        assertThat(run.rejected()).isEqualTo(rejected.size());
        assertThat(run.failed()).isEqualTo(failed.size());

        var notIn = new HashSet<>(rejected);
        notIn.addAll(failed);
        var handedBack =
                audit.rejectedLines().stream().map(line -> line.split(" ")[1]).collect(Collectors.toSet());
        assertThat(handedBack).isEqualTo(notIn);
        imHolds(scene, REJECTED, failed);
        SandboxReport.Credits credits = scene.im().report().credits();
        assertThat(credits.sameSourceRefInBatch()).isZero();
    }

    /** A record without an outcome may or may not be in IM: that is what the word means. */
    private static void imHolds(VirtualNight scene, Set<String> rejected, Set<String> failed) {
        var expected = new LinkedHashMap<>(scene.night().export().good());
        expected.keySet().removeAll(rejected);
        failed.stream().filter(ref -> scene.im().credit(ref).isEmpty()).forEach(expected::remove);
        scene.night().audit(null).imHoldsExactly(expected);
    }

    private static Set<String> withOutcome(Map<String, String> outcomes, String wanted) {
        return outcomes.entrySet().stream()
                .filter(entry -> entry.getValue().equals(wanted))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
