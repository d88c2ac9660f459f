package dev.imconnector.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version as the build wrote it into the jar's manifest. */
final class ImVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        var version = Optional.ofNullable(Im.class.getPackage().getImplementationVersion());
        return new String[] {"im " + version.orElse("(built from source)")};
    }
}
