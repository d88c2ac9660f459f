package dev.imconnector.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.http.ApacheHttpExchange;
import dev.imconnector.im.read.ConnectionProbe;
import dev.imconnector.manage.ConnectionCheck.Report;
import dev.imconnector.testkit.ImStack;
import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedServer;
import dev.imconnector.testkit.SettableClock;
import dev.imconnector.time.Deadline;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionCheckTest {

    private static final String PARTICIPANTS = "/successfactors/im/participants";

    private final SettableClock clock = new SettableClock();
    private final ScriptedServer server = new ScriptedServer();

    @AfterEach
    void close() {
        server.close();
    }

    private Report check(boolean mayRead) throws InterruptedException {
        var network = new ApacheHttpExchange(Duration.ofSeconds(30), Duration.ofSeconds(30), clock);
        var stack = new ImStack(network, clock, 0, server.uri(""));
        return new ConnectionCheck(
                        new ConnectionProbe(stack.connection, ImStack.DIALECT.reads(), stack.sleeper), mayRead)
                .check(Deadline.after(Duration.ofMinutes(5), clock));
    }

    private ScriptedServer withToken() {
        return server.always("/oauth/token", Reply.token("t", 1_800));
    }

    @Test
    void a_reader_gets_a_token_and_reads_one_participant() throws InterruptedException {
        withToken().always(PARTICIPANTS, Reply.json("{\"value\":[]}"));

        var report = check(true);

        assertThat(report.ok()).isTrue();
        assertThat(report.steps()).extracting(ConnectionCheck.Step::name).containsExactly("token", "participant");
    }

    @Test
    void a_reader_that_is_refused_is_told_why() throws InterruptedException {
        withToken().always(PARTICIPANTS, Reply.json(403, "{}"));

        var report = check(true);

        assertThat(report.ok()).isFalse();
        assertThat(report.steps().get(1).error().code()).isEqualTo("IM_FORBIDDEN");
    }

    @Test
    void a_writer_is_as_it_should_be_when_a_read_is_refused() throws InterruptedException {
        withToken().always(PARTICIPANTS, Reply.json(403, "{}"));

        var report = check(false);

        assertThat(report.ok()).isTrue();
        assertThat(report.steps()).extracting(ConnectionCheck.Step::name).containsExactly("token", "read-refused");
    }

    @Test
    void a_writer_that_may_read_too_is_named_so_and_is_no_error() throws InterruptedException {
        withToken().always(PARTICIPANTS, Reply.json("{\"value\":[]}"));

        var report = check(false);

        assertThat(report.ok()).isTrue();
        assertThat(report.steps()).extracting(ConnectionCheck.Step::name).containsExactly("token", "may-read-too");
    }

    @Test
    void an_outage_says_nothing_of_what_a_writer_may() throws InterruptedException {
        withToken().always(PARTICIPANTS, Reply.status(503));

        var report = check(false);

        assertThat(report.ok()).isFalse();
        assertThat(report.steps().get(1).error().code()).isEqualTo("IM_UNAVAILABLE");
    }

    @Test
    void without_a_token_nothing_else_is_tried() throws InterruptedException {
        server.always("/oauth/token", Reply.oauthError(401, "invalid_client", "no"));

        assertThat(check(true).steps()).hasSize(1).noneMatch(ConnectionCheck.Step::ok);
    }
}
