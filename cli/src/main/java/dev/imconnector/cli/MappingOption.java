package dev.imconnector.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code --mapping FILE}, for commands that read exports. */
final class MappingOption {

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "The mapping file, which says how the export's columns become credits (default: the"
                    + " setting credit-mapping).")
    private Path file;

    /** A file that is not there is a slip of the typing hand, and no setting of the connector's. */
    void mustBeThere(CommandLine command) {
        if (file != null && !Files.isRegularFile(file)) {
            throw UsageErrors.of(command, "There is no mapping file %s", file);
        }
    }

    /** A command that continues with the run or the file names the same mapping. */
    ResumeWords addTo(ResumeWords next) {
        return file == null ? next : next.with("--mapping", ShellWord.of(file));
    }

    /** Sets the setting, when the option is given. */
    void putInto(Map<String, String> environment) throws IOException {
        if (file != null) {
            environment.put("IM_CREDIT_MAPPING", LocalEnvironment.uri(LocalEnvironment.meantBy(file)));
        }
    }
}
