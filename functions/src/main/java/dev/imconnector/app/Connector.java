package dev.imconnector.app;

import dev.imconnector.aws.AwsClients;
import dev.imconnector.aws.S3Store;
import dev.imconnector.aws.SecretsManagerCredentials;
import dev.imconnector.aws.SecretsManagerStages;
import dev.imconnector.aws.SsmParameters;
import dev.imconnector.http.RequestMeter;
import dev.imconnector.im.CallTimes;
import dev.imconnector.im.Delivery;
import dev.imconnector.im.ImConnection;
import dev.imconnector.im.dialect.Dialect;
import dev.imconnector.im.dialect.ImRows;
import dev.imconnector.im.read.ConnectionProbe;
import dev.imconnector.im.read.ImReader;
import dev.imconnector.im.write.CreditSending;
import dev.imconnector.im.write.CreditTerms;
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
import dev.imconnector.oauth.ClientCredentialsSource;
import dev.imconnector.oauth.StagedCredentials;
import dev.imconnector.pull.PullContext;
import dev.imconnector.pull.PullSettings;
import dev.imconnector.pull.ResultsPull;
import dev.imconnector.push.CreditPush;
import dev.imconnector.push.PushContext;
import dev.imconnector.push.inline.InlineCredits;
import dev.imconnector.push.inline.InlineRules;
import dev.imconnector.push.inline.InlineTerms;
import dev.imconnector.push.inline.SourceRefsUnderWay;
import dev.imconnector.reconcile.ReconcileContext;
import dev.imconnector.reconcile.Reconciliation;
import dev.imconnector.run.GiveUpPolicy;
import dev.imconnector.run.RequestCounts;
import dev.imconnector.run.RunEngine;
import dev.imconnector.run.RunHost;
import dev.imconnector.run.RunRecords;
import dev.imconnector.settings.ClientRole;
import dev.imconnector.settings.ImDialect;
import dev.imconnector.settings.Settings;
import dev.imconnector.settings.SettingsReader;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.store.ObjectStores;
import dev.imconnector.time.Deadline;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root: puts the parts together as the environment says. One connector serves all invocations of a
 * function, and keeps what they share: the token, the rate limit, the connections, the settings. Safe for use by several
 * threads.
 */
public final class Connector {

    private static final Logger LOG = LoggerFactory.getLogger(Connector.class);

    /** What warm invocations reuse; with the token in it. */
    private static final Map<Key, Connector> WARM = new ConcurrentHashMap<>();

    private record Key(Map<String, String> environment, ClientRole role) {}

    private final Map<String, String> environment;
    private final ClientRole role;
    private final Platform platform;
    private final AwsClients aws;
    private final SettingsReader settings;
    private final ObjectStore store;
    private final SourceRefsUnderWay underWay;
    private final InlineTerms inlineTerms;
    private final ClientConnections connections;

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
        this(environment, role, platform, metrics, stores(platform, aws), aws);
    }

    /** @param store where everything lives, in place of files and S3 */
    public Connector(
            Map<String, String> environment,
            ClientRole role,
            Platform platform,
            RunMetrics metrics,
            ObjectStore store) {
        this(environment, role, platform, metrics, store, new AwsClients(environment));
    }

    private Connector(
            Map<String, String> environment,
            ClientRole role,
            Platform platform,
            RunMetrics metrics,
            ObjectStore store,
            AwsClients aws) {
        this(
                environment,
                role,
                platform,
                metrics,
                store,
                aws,
                secretId -> credentials(secretId, environment, aws, platform));
    }

    /**
     * @param store where everything lives, in place of files and S3
     * @param credentials where they are, in place of the environment and Secrets Manager
     */
    public Connector(
            Map<String, String> environment,
            ClientRole role,
            Platform platform,
            RunMetrics metrics,
            ObjectStore store,
            ClientCredentialsSource credentials) {
        this(environment, role, platform, metrics, store, new AwsClients(environment), secretId -> credentials);
    }

    private Connector(
            Map<String, String> environment,
            ClientRole role,
            Platform platform,
            RunMetrics metrics,
            ObjectStore store,
            AwsClients aws,
            Function<Optional<String>, ClientCredentialsSource> credentials) {
        this.environment = environment;
        this.role = role;
        this.platform = platform;
        this.aws = aws;
        this.settings = new SettingsReader(
                environment, path -> new SsmParameters(aws.ssm()).parameters(path), platform.clock());
        this.store = store;
        this.connections = new ClientConnections(
                role, platform, credentials, metrics.tokenEvents(role), metrics.requestEvents(role));
        this.inlineTerms = new InlineTerms(platform.clock());
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
        connections.forget();
    }

    public Clock clock() {
        return platform.clock();
    }

    /**
     * Makes sure that each setting can be used, whoever needs it.
     *
     * @throws dev.imconnector.settings.SettingException when one cannot be used; it names all of them
     */
    public void settingsMustBeUsable() {
        read().mustAllBeUsable();
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
                UseCaseSettings.push(now),
                now.creditsLocation(),
                (pins, sleeper, beforeSend, delivery) -> new CreditSending(
                        connection.transport(sleeper, beforeSend, delivery),
                        Dialects.ofRun(now, clock(), pins).writes()),
                connection.window()));
    }

    /** What credits are judged by outside of a run, as far as the settings alone say: IM is not asked. */
    public static CreditTerms termsWithoutIm(Settings now) {
        return Dialects.termsWithoutIm(now);
    }

    /**
     * What credits are judged by outside of a run, with the settings as of now. Reads of IM what a push would; writes nothing.
     *
     * @throws dev.imconnector.problem.ProblemException when a setting cannot be used, or IM cannot be asked
     */
    public CreditTerms termsOfIm(Deadline deadline) throws InterruptedException {
        var now = read();
        var sending = new CreditSending(
                connection(now).transport(platform.sleeper(), () -> {}, new Delivery()),
                dialect(now).writes());
        return new CreditTerms(sending.check(sending.learn(CallTimes.until(deadline))), sending::faultOf, List.of());
    }

    /** @param requests what has been sent so far, by whatever run of this environment */
    private RunEngine engine(Settings now, Location runs, Supplier<RequestCounts> requests) {
        var host = new RunHost(clock(), platform.sleeper(), platform.workers(), platform::newName, Version.current());
        // A request that was just sent, and then some.
        var leaseTime = UseCaseSettings.longest(now).plusSeconds(30);
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
        var dialect = dialect(now).writes();
        var writer = new ImWriter(transport, dialect);
        return new WriteDesk(
                new InlineCredits(
                        new CreditSending(transport, dialect),
                        new InlineRules(
                                now.plausibility().on(now.businessCalendar().businessDate(clock().instant())),
                                inlineTerms,
                                now.ofATransaction()),
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
        var now = read();
        var client = client(now);
        var transport = client.connection().transport(platform.sleeper(), new Delivery());
        return new RowLookup(
                new ImReader(transport, Dialects.forLookUps(now, clock()).reads()),
                new NextMarks(client.keys(), client.connection().tokens()));
    }

    /**
     * The pull, with the settings as of now.
     *
     * @throws dev.imconnector.settings.SettingException when a setting cannot be used
     */
    public ResultsPull resultsPull() {
        var now = read();
        return resultsPull(now, UseCaseSettings.pull(now), now.runsLocation(), now.resultsLocation(), () -> {});
    }

    private ResultsPull resultsPull(
            Settings now, PullSettings pull, Location runs, Location results, Runnable beforeEach) {
        var connection = connection(now);
        var dialect = dialect(now).reads();
        return new ResultsPull(new PullContext(
                engine(now, runs, () -> counts(connection.meter())),
                pull,
                results,
                dialect,
                (sleeper, beforeSend) -> new ImReader(
                        connection.transport(sleeper, () -> {
                            beforeEach.run();
                            beforeSend.run();
                        }),
                        dialect),
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
        var all = UseCaseSettings.allRows(now);
        return new Reconciliation(new ReconcileContext(
                engine(now, now.runsLocation(), () -> RequestCounts.NONE),
                now.businessCalendar(),
                now.creditsLocation(),
                now.creditMapping(),
                dialect(now).reads().pushedCredits(),
                pulls(now, all),
                connection.window(),
                UseCaseSettings.mostCompared()));
    }

    private ReconcileContext.Pulls pulls(Settings now, PullSettings all) {
        return new ReconcileContext.Pulls() {
            @Override
            public GiveUpPolicy giveUp() {
                return all.giveUp();
            }

            @Override
            public ImRows rows(CallTimes times, Runnable beforeSend) {
                var reader = new ImReader(
                        connection(now).transport(platform.sleeper(), beforeSend),
                        dialect(now).reads());
                return query -> reader.all(query, times);
            }

            @Override
            public ResultsPull into(Location folder, Runnable beforeSend) {
                return resultsPull(now, all, folder, folder, beforeSend);
            }
        };
    }

    /**
     * The test of the OAuth set-up, with the settings as of now.
     *
     * @throws dev.imconnector.settings.SettingException when a setting cannot be used
     */
    public ConnectionCheck connectionCheck() {
        var now = read();
        // Where no scope says what a client may do, its role here says what it needs.
        var mayRead = now.scope(role)
                .map(scope -> scope.contains("im.read"))
                .orElse(now.dialect() == ImDialect.COURSE || role == ClientRole.READER);
        return new ConnectionCheck(
                new ConnectionProbe(connection(now), dialect(now).reads(), platform.sleeper()), mayRead);
    }

    /**
     * The rotation of this client's secret, with the settings as of now. Its test is a connection of its own: neither a
     * token that is already there nor one fetched by the test is anybody else's.
     *
     * @throws dev.imconnector.settings.SettingException when a setting cannot be used
     */
    public ClientSecretRotation rotation(String secretId) {
        var now = read();
        var dialect = dialect(now);
        return new ClientSecretRotation(
                new SecretsManagerStages(aws.secretsManager(), secretId, clock()),
                source -> new ConnectionProbe(
                        connections.separate(now, dialect.protocol(), source), dialect.reads(), platform.sleeper()),
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

    private ImConnection connection(Settings now) {
        return client(now).connection();
    }

    private ClientConnections.Client client(Settings now) {
        return connections.shared(now, dialect(now).protocol());
    }

    /** The dialect of the IM that is configured. */
    private Dialect dialect(Settings now) {
        return Dialects.of(now, clock());
    }

    private static ClientCredentialsSource credentials(
            Optional<String> secretId, Map<String, String> environment, AwsClients aws, Platform platform) {
        return secretId.<ClientCredentialsSource>map(
                        id -> new SecretsManagerCredentials(aws.secretsManager(), id, platform.clock()))
                .orElseGet(() -> new EnvironmentCredentials(environment));
    }

    private static RequestCounts counts(RequestMeter meter) {
        var reading = meter.read();
        return new RequestCounts(reading.requests(), reading.tokenFetches(), reading.throttled(), reading.retried());
    }
}
