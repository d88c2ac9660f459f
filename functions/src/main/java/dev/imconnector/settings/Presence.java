package dev.imconnector.settings;

/**
 * Which words of IM about one credit say that <em>this sourceRef</em> is there already. A number alone or "already exists"
 * about something else says no such thing: a credit that is not in IM would then be on no list.
 */
final class Presence {

    private static final String REF = "source ?ref(erence)?";

    static final String DEFAULT = "(?i)^\\W*409\\W+conflict\\W*$|^\\W*(409\\b\\W*(conflict\\b)?\\W*)?("
            + "duplicate " + REF + "\\b|(the )?(credit|record) already exists for " + REF + "\\b|"
            + REF + "\\W+(\\S+\\W+)?(already exists|exists already|is already (there|present|known))\\W*$)";

    private Presence() {}
}
