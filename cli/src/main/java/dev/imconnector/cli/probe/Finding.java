package dev.imconnector.cli.probe;

/**
 * What a tenant answered to one question.
 *
 * @param question in a few words
 * @param answer cleaned: bounded, without control characters and without secrets
 * @param setting the setting that it decides, or null
 * @param value what to set it to; null when its default is right
 */
public record Finding(String question, String answer, String setting, String value) {

    static Finding of(String question, String answer) {
        return new Finding(question, answer, null, null);
    }

    static Finding asByDefault(String question, String answer, String setting) {
        return new Finding(question, answer, setting, null);
    }
}
