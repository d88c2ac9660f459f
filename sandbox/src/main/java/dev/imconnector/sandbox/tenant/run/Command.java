package dev.imconnector.sandbox.tenant.run;

import java.util.Optional;
import java.util.Set;

/** What a pipeline job asks for, and the fields that it has. */
enum Command {
    PIPELINE_RUN(
            "PipelineRun",
            Set.of("stageTypeSeq"),
            Set.of(
                    "calendarSeq",
                    "periodSeq",
                    "runMode",
                    "runStats",
                    "processingUnitSeq",
                    "removeStaleResults",
                    "positionSeqs",
                    "positionGroups",
                    "generateODSReports",
                    "reportTypeName",
                    "reportFormatsList",
                    "odsReportList",
                    "boGroupsList",
                    "batchName",
                    "module",
                    "stageTables")),
    IMPORT(
            "Import",
            Set.of("calendarSeq"),
            Set.of(
                    "stageTypeSeq",
                    "periodSeq",
                    "batchName",
                    "module",
                    "runMode",
                    "revalidate",
                    "stageTables",
                    "runStats",
                    "processingUnitSeq")),
    XML_IMPORT(
            "XMLImport",
            Set.of("stageTypeSeq", "xmlFileName", "xmlFileContent"),
            Set.of("updateExistingObjects", "runStats"));

    private final String word;
    private final Set<String> required;
    private final Set<String> optional;

    Command(String word, Set<String> required, Set<String> optional) {
        this.word = word;
        this.required = required;
        this.optional = optional;
    }

    String word() {
        return word;
    }

    Set<String> required() {
        return required;
    }

    boolean has(String field) {
        return field.equals("command") || required.contains(field) || optional.contains(field);
    }

    static Optional<Command> of(String word) {
        for (var each : values()) {
            if (each.word.equals(word)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
