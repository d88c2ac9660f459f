package dev.imconnector.im.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.imconnector.credit.AdditionalField;
import dev.imconnector.credit.Credit;
import dev.imconnector.credit.Outcome;
import dev.imconnector.http.ApacheHttpExchange;
import dev.imconnector.im.CallTimes;
import dev.imconnector.im.dialect.course.CourseDialect;
import dev.imconnector.settings.SettingsReader;
import dev.imconnector.testkit.ImStack;
import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedServer;
import dev.imconnector.testkit.SettableClock;
import dev.imconnector.time.Deadline;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A credit counts as already present only when IM says so of its very sourceRef, by the settings' defaults. */
class AlreadyPresentTest {

    private static final String BATCH = "/successfactors/im/credits/batch";
    private static final ScriptedServer SERVER = new ScriptedServer();

    private static final SettableClock CLOCK = new SettableClock();
    private static final CreditSubmission SUBMISSION = submission(
            new SettingsReader(Map.of(), path -> Map.of(), CLOCK).read().alreadyExistsPattern());

    /** By a pattern of somebody's own that takes whatever sounds like it. */
    private static final CreditSubmission LOOSE =
            submission(Pattern.compile("(?i)\\b409\\b|already|duplicate source ?ref"));

    private static CreditSubmission submission(Pattern alreadyExists) {
        SERVER.always("/oauth/token", Reply.token("secret-token-1234", 1_800));
        var dialect = new CourseDialect(alreadyExists);
        var network = new ApacheHttpExchange(Duration.ofSeconds(30), Duration.ofSeconds(30), CLOCK);
        var stack = new ImStack(network, CLOCK, 0, SERVER.uri(""), "/successfactors/im", dialect);
        return new CreditSubmission(
                stack.connection.transport(stack.sleeper, () -> {}),
                dialect.writes().credits(""));
    }

    @AfterContainer
    static void close() {
        SERVER.close();
    }

    private static Credit credit(String sourceRef, String participantId, String description) {
        return new Credit(
                sourceRef,
                participantId,
                "2026-03-01",
                new BigDecimal("409.00"),
                "EUR",
                "2026-03",
                List.of(new AdditionalField("description", AdditionalField.Type.TEXT, description)));
    }

    private static Outcome outcome(Credit credit, Reply reply) throws InterruptedException {
        return outcome(SUBMISSION, credit, reply);
    }

    private static Outcome outcome(CreditSubmission submission, Credit credit, Reply reply)
            throws InterruptedException {
        SERVER.always(BATCH, reply);
        var result = submission.submit(
                submission.prepare(List.of(credit)), CallTimes.until(Deadline.after(Duration.ofHours(1), CLOCK)));
        return result.outcomes().get(0).kind();
    }

    private static Reply error(String sourceRef, String message) {
        var answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("results")
                .addObject()
                .put("sourceRef", sourceRef)
                .put("status", "ERROR")
                .put("errorMessage", message);
        return Reply.json(answer.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            A-1             | P-1            | x              | 409 Conflict: sourceRef A-1 already exists                        | ALREADY_PRESENT
            A-1             | P-1            | x              | Duplicate sourceRef A-1                                           | ALREADY_PRESENT
            A-1             | P-1            | x              | sourceRef 'A-1' already exists.                                   | ALREADY_PRESENT
            Nord Süd 7      | P-1            | x              | Duplicate sourceRef "Nord  Süd 7"                                 | ALREADY_PRESENT
            409             | 409            | 409            | 409 Conflict: sourceRef 409 already exists                        | ALREADY_PRESENT
            A-1             | P-1            | Credit         | Credit already exists for sourceRef A-1                           | ALREADY_PRESENT
            (A-1) [x].*     | P-1            | x              | Duplicate sourceRef (A-1) [x].*                                   | ALREADY_PRESENT
            A-1             | P-1            | x              | 409 Conflict: sourceRef A-2 already exists                        | REJECTED
            A-1             | P-1            | x              | 409 Conflict: sourceRef A-11 already exists                       | REJECTED
            A-1             | P-1            | x              | Duplicate sourceRef A-1-2                                         | REJECTED
            A-1             | P-1            | x              | Duplicate sourceRef B/A-1                                         | REJECTED
            a-1             | P-1            | x              | Duplicate sourceRef A-1                                           | REJECTED
            A-1             | P-1            | x              | 409                                                               | REJECTED
            A-1             | P-1            | x              | already exists                                                    | REJECTED
            A-1             | P-1            | x              | Credits are locked: a calculation run already exists              | REJECTED
            A-1             | P-1            | already exists | Product 'already exists' is unknown                               | REJECTED
            A-1             | P-1            | already exists | sourceRef A-1: already exists                                     | REJECTED
            already exists  | P-1            | x              | Participant P-1 not found for sourceRef already exists            | REJECTED
            A-1             | Duplicate sourceRef | x         | Duplicate sourceRef is not a participant                          | REJECTED
            ORD-409-1       | 409            | x              | Participant 409 not found for credit ORD-409-1, amount 409.00     | REJECTED
            """)
    void by_the_words_about_one_credit(
            String sourceRef, String participantId, String description, String message, Outcome expected)
            throws InterruptedException {
        var credit = credit(sourceRef, participantId, description);

        assertThat(outcome(credit, error(sourceRef, message))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            409 |                                                                                   | ALREADY_PRESENT
            409 | {}                                                                                | ALREADY_PRESENT
            409 | {"error":"conflict"}                                                              | ALREADY_PRESENT
            409 | {"message":"Conflict: the batch holds credits that exist already"}                | ALREADY_PRESENT
            409 | {"status":"409","error":"Conflict","message":"Duplicate sourceRef A-1","path":"/x"} | ALREADY_PRESENT
            409 | {"error":"Conflict","message":"Duplicate sourceRef A-2"}                          | REJECTED
            409 | {"error":{"code":"409","message":"a calculation run already exists"}}             | REJECTED
            409 | {"error":"Conflict","message":"Period 2026-03 is locked"}                         | REJECTED
            409 | {"code":"PERIOD_LOCKED","message":"Conflict"}                                     | REJECTED
            409 | <html>409 Conflict: this site is under maintenance</html>                         | REJECTED
            400 | {"error":"already exists"}                                                        | REJECTED
            """)
    void by_the_answer_to_a_request_with_this_credit_alone(int status, String body, Outcome expected)
            throws InterruptedException {
        var reply = Reply.json(status, body == null ? "" : body);

        assertThat(outcome(credit("A-1", "P-1", "x"), reply)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Duplicate sourceRef A-1                | ALREADY_PRESENT
            duplicate sourceref                    | ALREADY_PRESENT
            sourceRef 'A-1': already known         | ALREADY_PRESENT
            Duplicate sourceRef A-2                | REJECTED
            Duplicate sourceRef: A-11              | REJECTED
            Duplicate sourceRef 'Another'          | REJECTED
            Duplicate sourceRef a-1                | REJECTED
            """)
    void of_another_sourceRef_says_nothing_whatever_the_pattern(String message, Outcome expected)
            throws InterruptedException {
        assertThat(outcome(LOOSE, credit("A-1", "P-1", "x"), error("A-1", message)))
                .isEqualTo(expected);
    }

    @Property(tries = 300)
    void never_because_of_what_the_credit_itself_says(
            @ForAll("hostile") String sourceRef,
            @ForAll("hostile") String participantId,
            @ForAll("hostile") String description,
            @ForAll("refusals") String refusal)
            throws InterruptedException {
        var message = refusal.replace("{ref}", sourceRef)
                .replace("{participant}", participantId)
                .replace("{description}", description);

        var credit = credit(sourceRef, participantId, description);

        assertThat(outcome(LOOSE, credit, error(sourceRef, message)))
                .as(message)
                .isEqualTo(Outcome.REJECTED);
    }

    @Provide
    Arbitrary<String> hostile() {
        var word = Arbitraries.of(
                "409",
                "Conflict",
                "already exists",
                "sourceRef",
                "Duplicate",
                "Credit",
                "A-1",
                "is already present",
                ":");
        return Combinators.combine(word, word, word).as((a, b, c) -> (a + " " + b + " " + c).strip());
    }

    @Provide
    Arbitrary<String> refusals() {
        return Arbitraries.of(
                "Participant {participant} not found",
                "Participant not found for credit {ref}",
                "{description}: no such product",
                "'{description}' is unknown, '{participant}' too",
                "Credit {ref} of {participant} ({description}) refused");
    }

    @Property(tries = 1_000)
    void always_by_the_words_of_the_course_whatever_the_sourceRef(@ForAll("hostile") String sourceRef)
            throws InterruptedException {
        var credit = credit(sourceRef, "P-1", "x");

        for (var words : List.of("409 Conflict: sourceRef %s already exists", "Duplicate sourceRef %s")) {
            var message = words.formatted(sourceRef);
            // Where the words could name it in two ways, it is a reject: somebody reads it, and nothing is lost.
            if (message.indexOf(sourceRef) == message.lastIndexOf(sourceRef)) {
                assertThat(outcome(credit, error(sourceRef, message)))
                        .as(message)
                        .isEqualTo(Outcome.ALREADY_PRESENT);
            }
        }
    }

    @Test
    void a_source_ref_that_the_words_could_name_in_two_ways_is_a_reject() throws InterruptedException {
        var twice = "Duplicate sourceRef Duplicate";

        assertThat(outcome(credit(twice, "P-1", "x"), error(twice, "Duplicate sourceRef " + twice)))
                .isEqualTo(Outcome.REJECTED);
    }
}
