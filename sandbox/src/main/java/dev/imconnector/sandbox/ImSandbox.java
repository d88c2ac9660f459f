package dev.imconnector.sandbox;

import dev.imconnector.sandbox.http.Dialect;
import dev.imconnector.sandbox.http.Route;
import dev.imconnector.sandbox.http.SandboxAnswer;
import dev.imconnector.sandbox.http.SandboxRequest;
import dev.imconnector.sandbox.read.CompleteRead;
import dev.imconnector.sandbox.read.ReadEndpoint;
import dev.imconnector.sandbox.state.Dice;
import dev.imconnector.sandbox.state.ImState;
import dev.imconnector.sandbox.state.Journal;
import dev.imconnector.sandbox.state.JournalReplay;
import dev.imconnector.sandbox.state.RequestLog;
import dev.imconnector.sandbox.state.SandboxReport;
import dev.imconnector.sandbox.state.StoredCredit;
import dev.imconnector.sandbox.switches.LiveSwitches;
import dev.imconnector.sandbox.switches.SandboxSwitches;
import dev.imconnector.sandbox.switches.Switch;
import dev.imconnector.sandbox.tenant.SimulatedTenant;
import dev.imconnector.sandbox.tenant.store.TenantState;
import dev.imconnector.sandbox.token.BearerTokens;
import dev.imconnector.sandbox.token.ClientRegistry;
import dev.imconnector.sandbox.token.SandboxClient;
import dev.imconnector.sandbox.token.TokenEndpoint;
import dev.imconnector.sandbox.token.TokenRegistry;
import dev.imconnector.sandbox.write.AcceptanceRules;
import dev.imconnector.sandbox.write.BatchResults;
import dev.imconnector.sandbox.write.CreditEndpoint;
import dev.imconnector.sandbox.write.DocumentEndpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A simulated IM on a loopback port: token endpoint, API, and {@code /_sandbox/…} to steer and to ask it; or without a
 * port, for whoever hands requests in. Safe for use by several threads. Holds a million credits in some 110 MB.
 */
public final class ImSandbox implements AutoCloseable {

    private final SandboxOptions options;
    private final LiveSwitches switches;
    private final RequestPipeline im;
    private final Inspection inspection;
    private final ClientRegistry clients;
    private final TokenRegistry tokens;
    private final Optional<HttpFront> front;

    private ImSandbox(
            SandboxOptions options,
            LiveSwitches switches,
            RequestPipeline im,
            Inspection inspection,
            ClientRegistry clients,
            TokenRegistry tokens,
            Optional<HttpFront> front) {
        this.options = options;
        this.switches = switches;
        this.im = im;
        this.inspection = inspection;
        this.clients = clients;
        this.tokens = tokens;
        this.front = front;
    }

    /**
     * Starts a sandbox, and takes the state file's content over when there is one.
     *
     * @param clock tells when requests arrive, tokens end and pipeline runs move on; real waiting (latency, stalls) does
     *     not follow it
     * @throws SandboxSettingException when the port is taken or the state file cannot be used
     */
    public static ImSandbox start(SandboxOptions options, Clock clock) {
        return of(options, clock, true);
    }

    /**
     * The same without a port and without a thread: it is asked by {@link #answer} only, and has no URLs.
     *
     * @param clock as for {@link #start}
     */
    public static ImSandbox unconnected(SandboxOptions options, Clock clock) {
        return of(options, clock, false);
    }

    private static ImSandbox of(SandboxOptions options, Clock clock, boolean isConnected) {
        var switches = new LiveSwitches(options.switches());
        var log = new RequestLog();
        var dice = new Dice(options.seed());
        var tokens = new TokenRegistry(new SecureRandom());
        var clients = new ClientRegistry(options.clients());
        var parts = new Parts(options, switches, clock, dice, log, clients, tokens);
        var spoken = options.dialect() == ImDialect.COURSE ? course(parts) : tenant(parts);
        var im = new RequestPipeline(switches, clock, dice, log, spoken.dialect());
        var admin = new AdminEndpoint(switches, spoken.inspection(), clients, tokens);
        var front = isConnected
                ? Optional.of(HttpFront.start(options.port(), switches, im, admin))
                : Optional.<HttpFront>empty();
        return new ImSandbox(options, switches, im, spoken.inspection(), clients, tokens, front);
    }

    /** What both dialects need. */
    private record Parts(
            SandboxOptions options,
            LiveSwitches switches,
            Clock clock,
            Dice dice,
            RequestLog log,
            ClientRegistry clients,
            TokenRegistry tokens) {}

    /** A dialect, and what is behind it. */
    private record Spoken(Dialect dialect, Inspection inspection) {}

    private static Spoken course(Parts parts) {
        var journal = new Journal();
        var state = new ImState(parts.options().participants(), parts.switches(), journal, parts.log());
        parts.options().stateFile().ifPresent(file -> {
            JournalReplay.into(state, file);
            journal.appendTo(file);
        });
        var dialect = new CourseDialect(
                new TokenEndpoint(parts.switches(), parts.clients(), parts.tokens(), parts.log()),
                new BearerTokens(parts.tokens()),
                endpoints(parts.switches(), state, journal, parts.dice()));
        return new Spoken(dialect, new CourseInspection(state, new CompleteRead(state, parts.clock())));
    }

    private static Spoken tenant(Parts parts) {
        var journal = new Journal();
        var state = new TenantState(parts.options().participants(), parts.switches(), journal, parts.log());
        parts.options().stateFile().ifPresent(file -> {
            JournalReplay.objects(file, state::replay);
            journal.appendTo(file);
        });
        var tenant = new SimulatedTenant(
                state, parts.switches(), parts.clock(), parts.dice(), parts.log(), parts.clients(), parts.tokens());
        return new Spoken(tenant.dialect(), new TenantInspection(state, tenant));
    }

    private static ApiEndpoints endpoints(LiveSwitches switches, ImState state, Journal journal, Dice dice) {
        var rules = new AcceptanceRules(switches, state.documents().get("participants")::contains);
        return new ApiEndpoints(
                new CreditEndpoint(switches, state.book(), rules, new BatchResults(dice)),
                new DocumentEndpoint(switches, state.documents(), journal),
                state.pipelineRuns(),
                new ReadEndpoint(switches, state.entities(), dice));
    }

    /** {@code http://127.0.0.1:PORT/oauth/token}, of a tenant {@code …/oauth2/token}. */
    public URI tokenUrl() {
        return url(options.dialect() == ImDialect.COURSE ? Route.TOKEN_PATH : SimulatedTenant.TOKEN_PATH);
    }

    /** {@code http://127.0.0.1:PORT/successfactors/im}, of a tenant {@code …/mtsvc/tcmp/rest/v2}. */
    public URI apiUrl() {
        return url(options.dialect() == ImDialect.COURSE ? Route.API_PATH : SimulatedTenant.HYPERSCALER_PATH);
    }

    /** Where a legacy tenant is: {@code http://127.0.0.1:PORT/api/v2}; empty when the sandbox speaks another dialect. */
    public Optional<URI> legacyUrl() {
        return options.dialect() == ImDialect.TENANT ? Optional.of(url(SimulatedTenant.LEGACY_PATH)) : Optional.empty();
    }

    /** The URL of a path of this server, such as {@code /_sandbox/report}. */
    public URI url(String path) {
        var port = front.orElseThrow(() -> new IllegalStateException("A sandbox without a port has no URL"))
                .port();
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /**
     * Takes a request of the token endpoint or the API, as if it had come over the network.
     *
     * @return the answer; how long it is held back and how it is delivered is for the caller to follow
     */
    public SandboxAnswer answer(SandboxRequest request) {
        var answer = im.answer(request);
        answer.beforeSending().run();
        return answer;
    }

    public SandboxReport report() {
        return inspected().report();
    }

    private Inspection inspected() {
        im.catchUp();
        return inspection;
    }

    public SandboxSwitches switches() {
        return switches.now();
    }

    public <T> void set(Switch<T> which, T value) {
        change(before -> before.with(which, value));
    }

    /** Sets a switch from text, for example {@code "fault"} to {@code "next 3 status 503 on batch"}. */
    public void set(String name, String value) {
        change(before -> before.with(name, value));
    }

    /** Changes several switches at once. */
    public void change(UnaryOperator<SandboxSwitches> change) {
        switches.change(change);
    }

    /** The credit stored under a sourceRef. */
    public Optional<StoredCredit> credit(String sourceRef) {
        return inspected().find(sourceRef);
    }

    /** How often a sourceRef arrived, stored or not. */
    public int timesSent(String sourceRef) {
        return inspected().timesSent(sourceRef);
    }

    /** Shows every stored credit, in the order in which they were stored. */
    public void forEachCredit(Consumer<StoredCredit> consumer) {
        inspected().forEachCredit(consumer);
    }

    /** Gives a credit another status, as a person in IM would. @return whether there is such a credit */
    public boolean changeCreditStatus(String sourceRef, String status) {
        return inspected().changeStatus(sourceRef, status);
    }

    /**
     * Writes all rows of an entity as JSON lines: what a complete pull must give.
     *
     * @param rawQuery {@code $filter}, {@code $select} and {@code $orderby}, percent-encoded, or null
     */
    public void writeRows(String entity, String rawQuery, OutputStream out) throws IOException {
        inspected().rows(entity, rawQuery).writeTo(out);
    }

    /** Ends all tokens now. @return how many there were */
    public int revokeTokens() {
        return tokens.revokeAll();
    }

    /** Adds a client, or gives one another secret; its tokens live on. */
    public void putClient(SandboxClient client) {
        clients.put(client);
    }

    /** Deletes a client; its tokens live on. */
    public void removeClient(String id) {
        clients.remove(id);
    }

    /** Ends the server, cutting what is under way, and closes the state file. */
    @Override
    public void close() {
        front.ifPresent(HttpFront::close);
        inspection.close();
    }
}
