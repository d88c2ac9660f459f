package dev.imconnector.settings;

/**
 * One setting as it was read, for people to look at. No setting is a secret: those are only ever named.
 *
 * @param name as in the documentation, {@code batch-size}
 * @param value its text, or empty when it is not set and has no default
 * @param source the kind of place it came from
 * @param from the name of the environment variable or of the parameter, or empty for a default
 */
public record SettingValue(String name, String value, Source source, String from) {

    /** Where a value may come from, the first that has one. */
    public enum Source {
        ENVIRONMENT("environment variable"),
        PARAMETER("parameter"),
        DEFAULT("default"),
        RUN("record of the run");

        private final String text;

        Source(String text) {
            this.text = text;
        }
    }

    /** This setting with a value that was computed from another one, and therefore has its source. */
    SettingValue as(String reckoned, SettingValue other) {
        return new SettingValue(name, reckoned, other.source, other.from);
    }

    /** This setting with a text that cannot be used, and may be what nobody should see. */
    SettingValue withoutText() {
        return new SettingValue(name, "", source, from);
    }

    /** The place in words: {@code environment variable IM_BATCH_SIZE}, {@code default}. */
    public String origin() {
        return (source.text + " " + from).strip();
    }
}
