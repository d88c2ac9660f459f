package dev.imconnector.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** {@code --mapping FILE}, for commands that read exports. */
final class MappingOption {

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "How the export's columns become credits; else the setting credit-mapping says.")
    private Path file;

    /** Sets the setting, when the option is given. */
    void putInto(Map<String, String> environment) throws IOException {
        if (file != null) {
            environment.put("IM_CREDIT_MAPPING", LocalEnvironment.uri(LocalEnvironment.meantBy(file)));
        }
    }
}
