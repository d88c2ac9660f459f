package dev.imconnector.settings;

/**
 * Which words of IM about one credit say that <em>this sourceRef</em> is there already. They are looked at without the
 * credit's own values, and with <code>{sourceRef}</code> for its sourceRef: a number alone, "already exists" about
 * something else, or that another sourceRef is there, says no such thing. A credit that is not in IM would then be on no
 * list.
 */
final class Presence {

    private static final String REF = "source ?ref(erence)?";
    private static final String GAP = "[^\\w{]*+";
    private static final String NAMED = GAP + "(\\{sourceRef\\}|$)";
    private static final String IS_THERE = "(already exists|exists already|is already (there|present|known))\\W*+$";

    static final String DEFAULT = "(?i)^\\W*+409\\W++conflict\\W*+$|^" + GAP + "((409\\b|\\{sourceRef\\})" + GAP
            + ")?(conflict\\b" + GAP + ")?("
            + "duplicate " + REF + NAMED
            + "|((the |a )?(credit|record)" + GAP + ")?already exists for " + REF + NAMED
            + "|(the )?((credit|record) with (the )?)?" + REF + GAP + "(\\{sourceRef\\}\\W*+)?" + IS_THERE
            + "|(the )?(credit|record)" + GAP + "\\{sourceRef\\}\\W*+" + IS_THERE + ")";

    private Presence() {}
}
