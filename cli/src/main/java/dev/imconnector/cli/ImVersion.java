package dev.imconnector.cli;

import dev.imconnector.app.Version;
import picocli.CommandLine.IVersionProvider;

/** The version that run records name as well, with the commit if the build knew it, and the JVM's. */
final class ImVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
            "im " + Version.current(),
            "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }
}
