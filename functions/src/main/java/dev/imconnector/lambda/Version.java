package dev.imconnector.lambda;

import java.util.Optional;

/** The connector's own version. */
final class Version {

    private Version() {}

    /** As the build wrote it into the jar's manifest; {@code dev} when the classes do not come from a jar. */
    static String current() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("dev");
    }
}
