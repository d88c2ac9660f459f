package dev.imconnector.settings;

import dev.imconnector.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Reads the settings at the start of an invocation: from the environment, else from the parameters under
 * {@code IM_SETTINGS_PATH}, else the defaults. The parameters are read at most every 5 minutes, and only when
 * {@link #read()} is called, unless somebody needed a value that could not be used. Thread-safe; holds no lock while it
 * reads.
 */
public final class SettingsReader {

    private static final Duration KEPT = Duration.ofMinutes(5);

    private final Map<String, String> environment;
    private final ParameterSource source;
    private final Clock clock;
    private final AtomicReference<Snapshot> last = new AtomicReference<>();

    /**
     * @param parameters the parameters as they were read last
     * @param triedAt when that, or a failed attempt to read them anew, was
     */
    private record Snapshot(Map<String, String> parameters, Instant triedAt, Settings settings) {}

    /** @param source asked only when {@code IM_SETTINGS_PATH} is set */
    public SettingsReader(Map<String, String> environment, ParameterSource source, Clock clock) {
        this.environment = environment;
        this.source = source;
        this.clock = clock;
    }

    /**
     * The settings as of now. When the parameters cannot be read anew, those that were read last stay, and
     * {@link Settings#warnings()} says so. A value that cannot be used is an error for whoever needs it, and for nobody
     * else; the parameters are then read anew by the next call.
     *
     * @throws SettingException when {@code IM_SETTINGS_PATH} cannot be used
     * @throws ParameterSourceException when the parameters could not be read and never were before
     */
    public Settings read() {
        var before = last.get();
        var now = clock.instant();
        if (before != null
                && now.isBefore(before.triedAt().plus(KEPT))
                && !before.settings().haveRefused()) {
            return before.settings();
        }
        var path = ResolvedSetting.resolve(Setting.SETTINGS_PATH, ImDialect.COURSE, environment, "", Map.of());
        path.fault().ifPresent(fault -> {
            throw new SettingException(fault);
        });
        var after = path.value()
                .map(there -> read(there, before, now))
                .orElseGet(() -> new Snapshot(Map.of(), now, resolve("", Map.of(), List.of())));
        last.set(after);
        return after.settings();
    }

    private Snapshot read(String path, Snapshot before, Instant now) {
        try {
            var parameters = source.parameters(path);
            return new Snapshot(parameters, now, resolve(path, parameters, List.of()));
        } catch (ParameterSourceException e) {
            if (before == null) {
                throw e;
            }
            var stale = new Problem(
                    "SETTINGS_STALE",
                    "The settings under " + path + " could not be read again, those read before are used: "
                            + e.problem().message(),
                    e.problem().fix());
            return new Snapshot(before.parameters(), now, resolve(path, before.parameters(), List.of(stale)));
        }
    }

    private Settings resolve(String path, Map<String, String> parameters, List<Problem> warnings) {
        var resolved = new HashMap<Setting<?>, ResolvedSetting<?>>();
        var dialect = dialect(path, parameters);
        for (var setting : Setting.ALL) {
            resolved.put(setting, ResolvedSetting.resolve(setting, dialect, environment, path, parameters));
        }
        ownShare(resolved).ifPresent(share -> resolved.put(Setting.REQUESTS_PER_MINUTE, share));
        var all = new ArrayList<>(warnings);
        unknown(path, parameters).ifPresent(all::add);
        return new Settings(resolved, all);
    }

    /** Whose defaults count. That it cannot be used is said with all else that cannot be. */
    private ImDialect dialect(String path, Map<String, String> parameters) {
        return ResolvedSetting.resolve(Setting.DIALECT, ImDialect.COURSE, environment, path, parameters)
                .value()
                .orElse(ImDialect.COURSE);
    }

    /** Of the tenant's limit, when that is set and the function has no limit of its own. */
    private static Optional<ResolvedSetting<Integer>> ownShare(Map<Setting<?>, ResolvedSetting<?>> resolved) {
        var own = of(Setting.REQUESTS_PER_MINUTE, resolved);
        var tenant = of(Setting.TENANT_REQUESTS_PER_MINUTE, resolved);
        if (own.found().source() != SettingValue.Source.DEFAULT) {
            return Optional.empty();
        }
        var with = of(Setting.LIMIT_SHARED_WITH, resolved);
        var who = of(Setting.LIMIT_SHARE_OF, resolved);
        if (tenant.value().isEmpty()) {
            return tenant.fault().map(own::faulty);
        }
        return with.fault()
                .or(who::fault)
                .map(own::faulty)
                .or(() -> Optional.of(own.as(
                        new TenantLimit(tenant.value().get(), with.value().orElseThrow())
                                .shareOf(who.value().orElseThrow()),
                        tenant)));
    }

    private static <T> ResolvedSetting<T> of(Setting<T> setting, Map<Setting<?>, ResolvedSetting<?>> resolved) {
        @SuppressWarnings("unchecked") // each is resolved by its own type
        var own = (ResolvedSetting<T>) resolved.get(setting);
        return own;
    }

    /** Not fatal: after a rollback the parameters of the newer version are still there, and the night must go on. */
    private static Optional<Problem> unknown(String path, Map<String, String> parameters) {
        var names = new TreeSet<>(parameters.keySet());
        Setting.ALL.stream()
                .filter(setting -> !setting.environmentOnly())
                .map(Setting::name)
                .toList()
                .forEach(names::remove);
        if (names.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                "SETTING_UNKNOWN",
                "No setting is read from " + path + "/ by the name of " + String.join(", ", names),
                "Delete or rename it; locations, scope, client secret and URLs are set in the environment only"));
    }
}
