package dev.imconnector.cli.doctor;

import dev.imconnector.problem.ProblemException;
import dev.imconnector.settings.SettingValue;
import dev.imconnector.settings.Settings;
import dev.imconnector.settings.SettingsReader;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which settings are set, and where. Their values stay out unless they are small numbers: whoever has put a secret into the
 * wrong variable must be able to paste the page all the same.
 */
public final class SettingNames {

    private static final Pattern SMALL_NUMBER = Pattern.compile("-?[0-9]{1,5}");

    /** Shown elsewhere on the page, or no setting of the connector. */
    private static final Set<String> OTHERS = Set.of(
            "IM_TOKEN_URL",
            "IM_API_URL",
            "IM_CLIENT_SECRET_ID",
            "IM_COMMAND",
            "IM_PROFILE",
            "IM_PROFILES_FILE",
            "IM_JAVA_OPTIONS",
            "ICM_CLIENT_ID",
            "ICM_CLIENT_SECRET",
            "ICM_READER_CLIENT_ID",
            "ICM_READER_CLIENT_SECRET");

    private SettingNames() {}

    /** Parameters of SSM are not read: the page must come out without AWS. */
    public static void addTo(Page page, Map<String, String> environment, Clock clock) {
        var section = page.section("Settings");
        try {
            var settings = new SettingsReader(environment, path -> Map.of(), clock).read();
            var values = settings.values();
            var isSet = values.stream()
                    .filter(value -> value.source() != SettingValue.Source.DEFAULT)
                    .filter(value -> !OTHERS.contains(value.from()))
                    .toList();
            isSet.forEach(value -> section.add(value.name(), shown(value)));
            if (!settings.warnings().isEmpty()) {
                // Their texts quote what somebody has written, so they stay out.
                section.add("cannot be used", settings.warnings().size() + " of them: im preview FILE says which");
            }
            section.add("all others", (values.size() - isSet.size()) + " have their defaults or are shown above");
        } catch (ProblemException e) {
            section.add("cannot be read", e.problem().code());
        }
        var unknown = unknown(environment);
        if (!unknown.isEmpty()) {
            section.add("not a setting", String.join(", ", unknown));
        }
    }

    private static String shown(SettingValue value) {
        return (SMALL_NUMBER.matcher(value.value()).matches() ? value.value() + ", " : "") + "from " + value.origin();
    }

    /** A name that is misspelt is read by nobody. */
    private static Set<String> unknown(Map<String, String> environment) {
        var names = new TreeSet<>(environment.keySet());
        names.removeIf(name -> !name.startsWith("IM_") && !name.startsWith("ICM_"));
        names.removeAll(Settings.environmentNames());
        names.removeAll(OTHERS);
        return names;
    }
}
