package dev.imconnector.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The connector's own version, as the build wrote it. */
public final class Version {

    private static final String CURRENT = read();

    private Version() {}

    public static String current() {
        return CURRENT;
    }

    private static String read() {
        try (var in = Version.class.getResourceAsStream("/im-connector.properties")) {
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException("im-connector.properties is part of the build", e);
        }
    }
}
