package dev.imconnector.cli;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Named sets of environment variables in a file of the user's own: addresses, credentials, locations, limits. The file is
 * of the form {@code [name]} and {@code VARIABLE = value} lines; it is refused when others can read it. No value of it is
 * ever shown.
 */
final class Profiles {

    private static final Set<String> MORE = Set.of(
            "ICM_CLIENT_ID",
            "ICM_CLIENT_SECRET",
            "ICM_READER_CLIENT_ID",
            "ICM_READER_CLIENT_SECRET",
            "AWS_PROFILE",
            "AWS_REGION",
            "AWS_ENDPOINT_URL");
    /** What belongs to this program, and to no tenant. */
    private static final Set<String> OF_THE_PROGRAM = Set.of("IM_PROFILES_FILE", "IM_JAVA_OPTIONS", "IM_COMMAND");

    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path file;

    Profiles(Path file) {
        this.file = file;
    }

    /** The file cannot be used, or does not hold what is asked for. */
    static final class ProfileException extends ProblemException {

        private static final long serialVersionUID = 1L;

        ProfileException(String code, String message, String fix) {
            super(new Problem(code, message, fix));
        }
    }

    /** Where the file is: outside of any repository, unless {@code IM_PROFILES_FILE} says otherwise. */
    static Path place(Map<String, String> environment) {
        if (environment.containsKey("IM_PROFILES_FILE")) {
            return Path.of(environment.get("IM_PROFILES_FILE"));
        }
        var folder = environment.get("XDG_CONFIG_HOME");
        if (folder == null) {
            folder = environment.get("APPDATA"); // Windows
        }
        var base = folder == null ? Path.of(System.getProperty("user.home"), ".config") : Path.of(folder);
        return base.resolve("im-connector").resolve("profiles.ini");
    }

    /**
     * The environment under a profile: what it says, and of the given one only what is none of the connector's, so that
     * credentials of one tenant never go to the address of another.
     */
    Map<String, String> apply(String name, Map<String, String> environment) {
        var chosen = chosen(name);
        var result = new LinkedHashMap<>(environment);
        result.keySet().removeIf(Profiles::isOurs);
        result.putAll(resolved(chosen));
        return result;
    }

    /** Relative paths begin where the profiles file is. */
    private Map<String, String> resolved(Map<String, String> chosen) {
        var result = new LinkedHashMap<>(chosen);
        LocalEnvironment.resolvePaths(result, file.toAbsolutePath().getParent());
        return result;
    }

    private Map<String, String> chosen(String name) {
        if (name.equals(SandboxProfile.NAME) && !Files.exists(file)) {
            return SandboxProfile.variables();
        }
        var all = read();
        var chosen = all.get(name);
        if (chosen != null) {
            return chosen;
        }
        if (name.equals(SandboxProfile.NAME)) {
            return SandboxProfile.variables();
        }
        throw new ProfileException(
                "PROFILE_UNKNOWN",
                "There is no profile '" + name + "' in " + file
                        + (all.isEmpty() ? "; it has none yet" : "; there are: " + String.join(", ", all.keySet())),
                "Choose one of them, or " + SandboxProfile.NAME + ", which is that of im sandbox, or add [" + name
                        + "]");
    }

    /** The names of the profiles in the file, which must be there. */
    Set<String> names() {
        return read().keySet();
    }

    private static boolean isOurs(String variable) {
        return variable.startsWith("IM_") && !OF_THE_PROGRAM.contains(variable)
                || variable.startsWith("ICM_")
                || Settings.environmentNames().contains(variable);
    }

    private Map<String, Map<String, String>> read() {
        refuseWhenOthersCanReadIt();
        try {
            var result = new LinkedHashMap<String, Map<String, String>>();
            Map<String, String> current = null;
            var number = 0;
            for (var line : Files.readAllLines(file)) {
                number++;
                var text = line.strip();
                if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
                    continue;
                }
                if (text.startsWith("[")) {
                    current = section(text, number, result);
                } else {
                    add(text, number, current);
                }
            }
            return result;
        } catch (IOException e) {
            throw new ProfileException(
                    "PROFILES_UNREADABLE", "The profiles file " + file + " cannot be read", "Is it a file in UTF-8?");
        }
    }

    private Map<String, String> section(String text, int line, Map<String, Map<String, String>> all) {
        if (!text.matches("\\[[A-Za-z0-9._-]{1,64}]")) {
            throw invalid(line, "it is not a name of a profile", "Write [name], of letters, digits, dots and dashes");
        }
        var section = new LinkedHashMap<String, String>();
        if (all.put(text.substring(1, text.length() - 1), section) != null) {
            throw invalid(line, "the profile is there twice", "Put both together");
        }
        return section;
    }

    /** What is wrong is said without the line's text, in which a secret may be. */
    private void add(String text, int line, Map<String, String> to) {
        var equals = text.indexOf('=');
        if (to == null || equals < 1) {
            throw invalid(
                    line,
                    to == null ? "it stands before the first [name]" : "it is not VARIABLE = value",
                    "Write [name], and below it lines such as IM_API_URL = https://…");
        }
        var name = text.substring(0, equals).strip();
        var value = text.substring(equals + 1).strip();
        if (!Settings.environmentNames().contains(name) && !MORE.contains(name)) {
            var known = new TreeSet<>(Settings.environmentNames());
            known.addAll(MORE);
            var shown = name.matches("[A-Z0-9_]{1,40}") ? "'" + name + "'" : "the name";
            throw invalid(line, shown + " is not known", "Use one of " + String.join(", ", known));
        }
        if (value.isEmpty()) {
            throw invalid(line, name + " has no value", "Write one, or remove the line");
        }
        if (to.put(name, value) != null) {
            throw invalid(line, name + " is there twice", "Keep one");
        }
    }

    private ProfileException invalid(int line, String why, String fix) {
        return new ProfileException(
                "PROFILE_INVALID", "In the profiles file " + file + ", line " + line + ", " + why, fix);
    }

    private void refuseWhenOthersCanReadIt() {
        if (!Files.isRegularFile(file)) {
            throw new ProfileException(
                    "PROFILES_MISSING", "There is no profiles file " + file, "im init FILE writes a first one");
        }
        try {
            var posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            if (posix == null) {
                return; // Windows: the user's own folder is closed to others by its access list.
            }
            if (!OWNERS.containsAll(posix.readAttributes().permissions())) {
                throw new ProfileException(
                        "PROFILES_OPEN",
                        "The profiles file " + file + " can be read or written by others than its owner",
                        "chmod 600 " + file + "; and give the clients in it new secrets if others may have read them");
            }
        } catch (IOException e) {
            throw new ProfileException(
                    "PROFILES_UNREADABLE", "The permissions of " + file + " cannot be read", "Is it a local file?");
        }
    }
}
