package dev.imconnector.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The connector's own version, as the build wrote it: {@code 0.1.0}, or {@code 0.1.0+8fce44e10c} with the commit when the
 * build was told (Semantic Versioning, build metadata); {@code .dirty} at its end says that files had been changed.
 */
public final class Version {

    private static final String CURRENT = read();

    private Version() {}

    public static String current() {
        return CURRENT;
    }

    /** @param commit as {@code git describe --always --dirty} prints it; anything else is none */
    static String of(String version, String commit) {
        return commit.matches("[0-9a-f]{7,40}(-dirty)?") ? version + "+" + commit.replace('-', '.') : version;
    }

    private static String read() {
        try (var in = Version.class.getResourceAsStream("/im-connector.properties")) {
            var properties = new Properties();
            properties.load(in);
            return of(properties.getProperty("version"), properties.getProperty("commit", ""));
        } catch (IOException e) {
            throw new UncheckedIOException("im-connector.properties is part of the build", e);
        }
    }
}
