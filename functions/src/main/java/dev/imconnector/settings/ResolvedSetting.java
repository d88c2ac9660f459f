package dev.imconnector.settings;

import dev.imconnector.problem.CleanText;
import dev.imconnector.problem.Problem;
import java.util.Map;
import java.util.Optional;

/**
 * A setting, the text found for it, and where.
 *
 * @param value what the text means, or empty when there is none and no default, or it cannot be used
 * @param fault why the text cannot be used, or empty when it can
 */
record ResolvedSetting<T>(SettingValue found, Optional<T> value, Optional<Problem> fault) {

    private static final int MAX_QUOTED = 200;

    /**
     * Takes the first text of environment, parameters and default; a blank one is as good as absent.
     *
     * @param dialect whose defaults count
     * @param path where the parameters are, for the text of errors
     */
    static <T> ResolvedSetting<T> resolve(
            Setting<T> setting,
            ImDialect dialect,
            Map<String, String> environment,
            String path,
            Map<String, String> parameters) {
        return of(setting, find(setting, dialect, environment, path, parameters));
    }

    /** What the text that was found means. */
    static <T> ResolvedSetting<T> of(Setting<T> setting, SettingValue found) {
        if (found.value().isEmpty()) {
            return new ResolvedSetting<>(found, Optional.empty(), Optional.empty());
        }
        try {
            return new ResolvedSetting<>(found, Optional.of(setting.type().parse(found.value())), Optional.empty());
        } catch (ValueType.Unusable e) {
            return new ResolvedSetting<>(
                    found.withoutText(), Optional.empty(), Optional.of(problem(setting, found, e)));
        }
    }

    /** The same setting with a value that was computed from another one. */
    ResolvedSetting<T> as(T reckoned, ResolvedSetting<?> other) {
        return new ResolvedSetting<>(
                found.as(reckoned.toString(), other.found), Optional.of(reckoned), Optional.empty());
    }

    /** The same setting, whose value depends on one that cannot be used. */
    ResolvedSetting<T> faulty(Problem why) {
        return new ResolvedSetting<>(found, Optional.empty(), Optional.of(why));
    }

    private static SettingValue find(
            Setting<?> setting,
            ImDialect dialect,
            Map<String, String> environment,
            String path,
            Map<String, String> parameters) {
        var ofEnvironment =
                environment.getOrDefault(setting.environmentName(), "").strip();
        if (!ofEnvironment.isEmpty()) {
            return new SettingValue(
                    setting.name(), ofEnvironment, SettingValue.Source.ENVIRONMENT, setting.environmentName());
        }
        var parameter = parameters.getOrDefault(setting.name(), "").strip();
        if (!setting.environmentOnly() && !parameter.isEmpty()) {
            return new SettingValue(
                    setting.name(), parameter, SettingValue.Source.PARAMETER, path + "/" + setting.name());
        }
        return new SettingValue(setting.name(), setting.defaultText(dialect), SettingValue.Source.DEFAULT, "");
    }

    private static Problem problem(Setting<?> setting, SettingValue found, ValueType.Unusable e) {
        var quoted = e.mayBeShown() ? " '" + CleanText.of(found.value(), MAX_QUOTED) + "'" : "";
        var reason = e.getMessage().isEmpty() ? "" : ": " + e.getMessage();
        return new Problem(
                "SETTING_INVALID",
                "The value" + quoted + " of setting " + setting.name() + " (" + found.origin() + ") cannot be used"
                        + reason,
                "Set " + setting.name() + " to " + setting.type().allowed());
    }
}
