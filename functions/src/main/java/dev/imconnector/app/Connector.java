package dev.imconnector.app;

import dev.imconnector.aws.AwsClients;
import dev.imconnector.aws.S3Store;
import dev.imconnector.aws.SecretsManagerCredentials;
import dev.imconnector.aws.SecretsManagerStages;
import dev.imconnector.aws.SsmParameters;
import dev.imconnector.http.EndpointAddress;
import dev.imconnector.http.PacedExchange;
import dev.imconnector.http.RequestEvents;
import dev.imconnector.http.RequestMeter;
import dev.imconnector.http.RetryPolicy;
import dev.imconnector.http.SlidingWindowRateLimiter;
import dev.imconnector.im.Delivery;
import dev.imconnector.im.ImConnection;
import dev.imconnector.im.dialect.course.CourseDialect;
import dev.imconnector.im.read.ConnectionProbe;
import dev.imconnector.im.read.ImReader;
import dev.imconnector.im.write.CreditSubmission;
import dev.imconnector.im.write.CreditWriter;
import dev.imconnector.im.write.ImWriter;
import dev.imconnector.local.EnvironmentCredentials;
import dev.imconnector.local.FileStore;
import dev.imconnector.manage.AuditTrail;
import dev.imconnector.manage.ClientSecretRotation;
import dev.imconnector.manage.ConnectionCheck;
import dev.imconnector.manage.NextMarks;
import dev.imconnector.manage.NightCheck;
import dev.imconnector.manage.PipelineStart;
import dev.imconnector.manage.RowLookup;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.oauth.CircuitBreaker;
import dev.imconnector.oauth.ClientCredentialsSource;
import dev.imconnector.oauth.DerivedKeySource;
import dev.imconnector.oauth.StagedCredentials;
import dev.imconnector.oauth.TokenCache;
import dev.imconnector.oauth.TokenClient;
import dev.imconnector.oauth.TokenEvents;
import dev.imconnector.oauth.TokenRequestSettings;
import dev.imconnector.oauth.TokenSource;
import dev.imconnector.pull.PullContext;
import dev.imconnector.pull.PullFormat;
import dev.imconnector.pull.PullOutput;
import dev.imconnector.pull.PullSettings;
import dev.imconnector.pull.ResultsPull;
import dev.imconnector.pull.RowSelection;
import dev.imconnector.push.CreditPush;
import dev.imconnector.push.PushContext;
import dev.imconnector.push.PushPins;
import dev.imconnector.push.PushSettings;
import dev.imconnector.push.inline.InlineCredits;
import dev.imconnector.push.inline.SourceRefsUnderWay;
import dev.imconnector.reconcile.ReconcileContext;
import dev.imconnector.reconcile.Reconciliation;
import dev.imconnector.run.GiveUpPolicy;
import dev.imconnector.run.RequestCounts;
import dev.imconnector.run.RunEngine;
import dev.imconnector.run.RunHost;
import dev.imconnector.run.RunRecords;
import dev.imconnector.settings.ClientRole;
import dev.imconnector.settings.EmptyInput;
import dev.imconnector.settings.FormulaGuard;
import dev.imconnector.settings.ResultsFormat;
import dev.imconnector.settings.Settings;
import dev.imconnector.settings.SettingsReader;
import dev.imconnector.settings.TokenAuthStyle;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.store.ObjectStores;
import dev.imconnector.time.Jitter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root: puts the parts together as the environment says. One connector serves all invocations of a
 * function, and keeps what they share: the token, the rate limit, the connections, the settings. Safe for use by several
 * threads.
 */
public final class Connector {

    private static final Logger LOG = LoggerFactory.getLogger(Connector.class);

    /** Of each valid record, for equal sourceRefs; three fifths of the heap may be theirs. */
    private static final int HASH_BYTES = 16;

    /** What warm invocations reuse; with the token in it. */
    private static final Map<Key, Connector> WARM = new ConcurrentHashMap<>();

    private record Key(Map<String, String> environment, ClientRole role) {}

    private final Map<String, String> environment;
    private final ClientRole role;
    private final Platform platform;
    private final TokenEvents tokenEvents;
    private final RequestEvents requestEvents;
    private final AwsClients aws;
    private final SettingsReader settings;
    private final ObjectStore store;
    private final SourceRefsUnderWay underWay;
    private final Map<Shape, Client> connections = new ConcurrentHashMap<>();

    /** The settings that a connection is made of: when one changes, another connection is made. */
    private record Shape(
            URI tokenUrl,
            URI apiUrl,
            Optional<String> scope,
            TokenAuthStyle authStyle,
            int requestsPerMinute,
            int maxAttempts,
            Duration connectTimeout,
            Duration requestTimeout) {

        static Shape of(Settings settings, ClientRole role) {
            return new Shape(
                    settings.tokenUrl(),
                    settings.apiUrl(),
                    settings.scope(role),
                    settings.tokenAuthStyle(),
                    settings.requestsPerMinute(),
                    settings.maxAttempts(),
                    settings.connectTimeout(),
                    settings.requestTimeout());
        }
    }

    /**
     * The connector of this environment and role, made at the first call and kept for all later ones.
     *
     * @param environment the environment variables; nothing is read from them yet, so nothing fails here
     * @param role which of the two OAuth clients it uses
     * @param metrics who measures what the token core does and what is sent; the first call's stay
     */
    public static Connector warm(Map<String, String> environment, ClientRole role, RunMetrics metrics) {
        return WARM.computeIfAbsent(new Key(Map.copyOf(environment), role), key -> {
            var connector = new Connector(key.environment(), role, Platform.real(key.environment()), metrics);
            SnapshotHooks.register(List.of(connector::forget));
            return connector;
        });
    }

    public Connector(Map<String, String> environment, ClientRole role, Platform platform, RunMetrics metrics) {
        this(environment, role, platform, metrics, new AwsClients(environment));
    }

    private Connector(
            Map<String, String> environment, ClientRole role, Platform platform, RunMetrics metrics, AwsClients aws) {
        this(environment, role, platform, metrics, aws, stores(platform, aws));
    }

    /** @param store where everything lives, in place of files and S3 */
    public Connector(
            Map<String, String> environment,
            ClientRole role,
            Platform platform,
            RunMetrics metrics,
            ObjectStore store) {
        this(environment, role, platform, metrics, new AwsClients(environment), store);
    }

    private Connector(
            Map<String, String> environment,
            ClientRole role,
            Platform platform,
            RunMetrics metrics,
            AwsClients aws,
            ObjectStore store) {
        this.environment = environment;
        this.role = role;
        this.platform = platform;
        this.tokenEvents = metrics.tokenEvents(role);
        this.requestEvents = metrics.requestEvents(role);
        this.aws = aws;
        this.settings = new SettingsReader(
                environment, path -> new SsmParameters(aws.ssm()).parameters(path), platform.clock());
        this.store = store;
        this.underWay = new SourceRefsUnderWay(platform.clock());
    }

    /** The stores of all schemes, for looking at runs from outside a function. */
    public static ObjectStore stores(Map<String, String> environment) {
        return stores(Platform.real(), new AwsClients(environment));
    }

    private static ObjectStore stores(Platform platform, AwsClients aws) {
        return new ObjectStores(Map.of(
                "file", () -> new FileStore(platform.clock(), platform.sleeper()), "s3", () -> new S3Store(aws.s3())));
    }

    /** Drops the connections, and with them tokens, the failure gates and the seeds of chance. */
    public void forget() {
        connections.clear();
    }

    public Clock clock() {
        return platform.clock();
    }

    /**
     * The push, with the settings as of now.
     *
     * @throws dev.imconnector.settings.SettingException when a setting cannot be used
     */
    public CreditPush creditPush() {
        var now = read();
        var connection = connection(now);
        return new CreditPush(new PushContext(
                engine(now, now.runsLocation(), () -> counts(connection.meter())),
                pushSettings(now),
                now.creditsLocation(),
                (pattern, sleeper, beforeSend, delivery) -> new CreditSubmission(new CreditWriter(
                        connection.transport(sleeper, beforeSend, delivery),
                        new CourseDialect(Pattern.compile(pattern)))),
                connection.window()));
    }

    /** @param requests what has been sent so far, by whatever run of this environment */
    private RunEngine engine(Settings now, Location runs, Supplier<RequestCounts> requests) {
        var host = new RunHost(clock(), platform.sleeper(), platform.workers(), platform::newName, Version.current());
        // A request that was just sent, and then some.
        var leaseTime = now.requestTimeout().plusSeconds(30);
        return new RunEngine(host, new RunRecords(store, runs, clock()), store, leaseTime, requests);
    }

    /**
     * The look at the night's push.
     *
     * @throws dev.imconnector.settings.SettingException when a setting cannot be used
     */
    public NightCheck nightCheck() {
        var now = read();
        return new NightCheck(now.businessCalendar(), new RunRecords(store, now.runsLocation(), clock()));
    }

    /**
     * The records of all runs.
     *
     * @throws dev.imconnector.settings.SettingException when a setting cannot be used
     */
    public RunRecords runRecords() {
        return new RunRecords(store, read().runsLocation(), clock());
    }

    /**
     * What one request of the HTTP API needs to write, with the settings as of now.
     *
     * @throws dev.imconnector.settings.SettingException when a setting cannot be used
     */
    public WriteDesk writeDesk() {
        var now = read();
        var delivery = new Delivery();
        var transport = connection(now).transport(platform.sleeper(), delivery);
        var dialect = new CourseDialect(now.alreadyExistsPattern());
        var writer = new ImWriter(transport, dialect);
        return new WriteDesk(
                new InlineCredits(
                        new CreditSubmission(new CreditWriter(transport, dialect)),
                        now.plausibility().on(now.businessCalendar().businessDate(clock().instant())),
                        underWay,
                        delivery,
                        platform.workers(),
                        now.batchSize(),
                        now.maxInFlight()),
                writer,
                new PipelineStart(writer, delivery, store, now.idempotencyLocation(), clock()),
                new AuditTrail(store, now.auditLocation(), clock()));
    }

    /**
     * What one request of the HTTP API needs to read rows, with the settings as of now.
     *
     * @throws dev.imconnector.settings.SettingException when a setting cannot be used
     */
    public RowLookup rowLookup() {
        var client = client(read());
        var transport = client.connection().transport(platform.sleeper(), new Delivery());
        return new RowLookup(
                new ImReader(transport, new CourseDialect()),
                new NextMarks(client.keys(), client.connection().tokens()));
    }

    /**
     * The pull, with the settings as of now.
     *
     * @throws dev.imconnector.settings.SettingException when a setting cannot be used
     */
    public ResultsPull resultsPull() {
        var now = read();
        var connection = connection(now);
        var engine = engine(now, now.runsLocation(), () -> counts(connection.meter()));
        return resultsPull(engine, pullSettings(now), now.resultsLocation(), connection, () -> {});
    }

    private static ResultsPull resultsPull(
            RunEngine engine, PullSettings pull, Location results, ImConnection connection, Runnable beforeEach) {
        return new ResultsPull(new PullContext(
                engine,
                pull,
                results,
                (sleeper, beforeSend) -> new ImReader(
                        connection.transport(sleeper, () -> {
                            beforeEach.run();
                            beforeSend.run();
                        }),
                        new CourseDialect()),
                connection.window()));
    }

    /**
     * The comparison of the CRM's files with IM's credits, with the settings as of now.
     *
     * @throws dev.imconnector.settings.SettingException when a setting cannot be used
     */
    public Reconciliation reconciliation() {
        var now = read();
        var connection = connection(now);
        var all = allRows(now);
        return new Reconciliation(new ReconcileContext(
                engine(now, now.runsLocation(), () -> RequestCounts.NONE),
                now.businessCalendar(),
                now.creditsLocation(),
                now.creditMapping(),
                (folder, beforeEach) -> resultsPull(
                        engine(now, folder, () -> counts(connection.meter())), all, folder, connection, beforeEach),
                connection.window().limit()));
    }

    /** A pull to which no row at all is an answer too. */
    private static PullSettings allRows(Settings now) {
        return new PullSettings(
                now.businessCalendar(),
                now.apiUrl(),
                now.pageSize(),
                RowSelection.OPEN,
                new PullOutput(PullFormat.JSONL, false, true),
                new GiveUpPolicy(now.inputWait(), now.giveUpAfter()),
                now.requestTimeout());
    }

    /**
     * The test of the OAuth set-up, with the settings as of now.
     *
     * @throws dev.imconnector.settings.SettingException when a setting cannot be used
     */
    public ConnectionCheck connectionCheck() {
        var now = read();
        var mayRead = now.scope(role).map(scope -> scope.contains("im.read")).orElse(true);
        return new ConnectionCheck(new ConnectionProbe(connection(now), platform.sleeper()), mayRead);
    }

    /**
     * The rotation of this client's secret, with the settings as of now. Its test is a connection of its own: neither a
     * token that is already there nor one fetched by the test is anybody else's.
     *
     * @throws dev.imconnector.settings.SettingException when a setting cannot be used
     */
    public ClientSecretRotation rotation(String secretId) {
        var now = read();
        return new ClientSecretRotation(
                new SecretsManagerStages(aws.secretsManager(), secretId, clock()),
                source -> new ConnectionProbe(connect(Shape.of(now, role), source), platform.sleeper()),
                role == ClientRole.READER);
    }

    /** The stages of a client's secret, for putting a new one in from outside a function. */
    public static StagedCredentials stagedCredentials(Map<String, String> environment, String secretId) {
        return new SecretsManagerStages(
                new AwsClients(environment).secretsManager(),
                secretId,
                Platform.real().clock());
    }

    private Settings read() {
        var now = settings.read();
        now.warnings().forEach(warning -> LOG.warn("{}: {} {}", warning.code(), warning.message(), warning.fix()));
        return now;
    }

    /** A connection, and what it signs with. */
    private record Client(ImConnection connection, DerivedKeySource keys) {}

    private ImConnection connection(Settings now) {
        return client(now).connection();
    }

    private Client client(Settings now) {
        return connections.computeIfAbsent(Shape.of(now, role), shape -> {
            var keys = new DerivedKeySource(credentials(now.clientSecretId()), NextMarks.PURPOSE);
            return new Client(connect(shape, keys), keys);
        });
    }

    private ImConnection connect(Shape shape, ClientCredentialsSource credentials) {
        var clock = clock();
        var jitter = new Jitter(platform.random());
        var retries = new RetryPolicy(shape.maxAttempts(), jitter);
        var window = new SlidingWindowRateLimiter(platform.newName(), shape.requestsPerMinute());
        var meter = new RequestMeter();
        var network = new PacedExchange(
                platform.network().with(shape.connectTimeout(), shape.requestTimeout()),
                window,
                meter,
                requestEvents,
                platform.sleeper(),
                clock);
        var request = new TokenRequestSettings(
                EndpointAddress.of("IM_TOKEN_URL", shape.tokenUrl().toString()),
                shape.scope(),
                style(shape.authStyle()));
        var client = new TokenClient(request, network, retries, platform.sleeper(), clock);
        var source = new TokenSource(credentials, client, new CircuitBreaker(clock, jitter), tokenEvents, clock);
        return new ImConnection(shape.apiUrl(), new TokenCache(source, clock), network, window, meter, retries, clock);
    }

    private static TokenRequestSettings.AuthStyle style(TokenAuthStyle configured) {
        return switch (configured) {
            case BODY -> TokenRequestSettings.AuthStyle.BODY;
            case BASIC -> TokenRequestSettings.AuthStyle.BASIC;
            case BASIC_RAW -> TokenRequestSettings.AuthStyle.BASIC_RAW;
        };
    }

    private ClientCredentialsSource credentials(Optional<String> secretId) {
        return secretId.<ClientCredentialsSource>map(
                        id -> new SecretsManagerCredentials(aws.secretsManager(), id, clock()))
                .orElseGet(() -> new EnvironmentCredentials(environment));
    }

    private static PushSettings pushSettings(Settings now) {
        return new PushSettings(
                now.businessCalendar(),
                new PushPins(
                        now.batchSize(),
                        now.rejectThresholdPercent(),
                        now.emptyInput() == EmptyInput.OK,
                        now.alreadyExistsPattern().pattern(),
                        now.creditMapping().map(Location::toString).orElse(null),
                        now.plausibility()),
                now.maxInFlight(),
                new GiveUpPolicy(now.inputWait(), now.giveUpAfter()),
                now.requestTimeout(),
                Runtime.getRuntime().maxMemory() / 5 * 3 / HASH_BYTES);
    }

    private static PullSettings pullSettings(Settings now) {
        return new PullSettings(
                now.businessCalendar(),
                now.apiUrl(),
                now.pageSize(),
                new RowSelection(now.resultsFilter(), now.resultsSelect(), now.resultsOrderby()),
                new PullOutput(
                        format(now.resultsFormat()),
                        now.resultsFormulaGuard() == FormulaGuard.ON,
                        now.emptyResults() == EmptyInput.OK),
                new GiveUpPolicy(now.inputWait(), now.giveUpAfter()),
                now.requestTimeout());
    }

    private static PullFormat format(ResultsFormat configured) {
        return switch (configured) {
            case JSONL -> PullFormat.JSONL;
            case CSV -> PullFormat.CSV;
        };
    }

    private static RequestCounts counts(RequestMeter meter) {
        var reading = meter.read();
        return new RequestCounts(reading.requests(), reading.tokenFetches(), reading.throttled(), reading.retried());
    }
}
