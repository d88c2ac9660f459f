package dev.imconnector.cli;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the values of a column say about how numbers are written. Only what cannot be read in two ways counts: 1.234 is
 * one thousand and more, or a little more than one.
 */
final class AmountClues {

    private static final String BLANKS = " \u00a0\u202f\u2009";
    private static final String GROUPS = "'\u2019_" + BLANKS;
    private static final Pattern NUMBER =
            Pattern.compile("[(+-]?[0-9.,]([0-9.," + GROUPS + "]*[0-9.,])?(?:[eE][+-]?[0-9]{1,3})?[)-]?");
    private static final Pattern EXPONENT = Pattern.compile("(?<=[0-9.,])[eE][+-]?[0-9]{1,3}");
    private static final Pattern ONE_GROUP = Pattern.compile("[1-9][0-9]{0,2}[.,][0-9]{3}");
    private static final Pattern AROUND =
            Pattern.compile("(?U)^[\\p{Sc}\\p{L}.]*[\\s\\p{Z}]*|[\\s\\p{Z}]*[\\p{Sc}\\p{L}.]*$");

    private final List<String> values;
    private int commas;
    private int points;
    private int groupsOfPoints;
    private int groupsOfCommas;
    private int unclear;
    private char otherGroups;

    AmountClues(List<String> values) {
        this.values = values;
        values.forEach(this::look);
    }

    /** Whether it is a number in some way of writing, with or without a currency. */
    static boolean isNumber(String value) {
        return NUMBER.matcher(bare(value)).matches();
    }

    /** Without a currency's code or sign before or behind it, and without a plain minus. */
    static String bare(String value) {
        var minus = value.replace('\u2212', '-').strip();
        var inner = minus.startsWith("-") || minus.startsWith("(") ? minus.substring(1) : minus;
        var text = AROUND.matcher(inner.endsWith(")") ? inner.substring(0, inner.length() - 1) : inner)
                .replaceAll("");
        return minus.startsWith("(") ? "(" + text + ")" : minus.startsWith("-") ? "-" + text : text;
    }

    private void look(String value) {
        var text = EXPONENT.matcher(bare(value)).replaceAll("0").replaceAll("[()+-]", "");
        for (var c : GROUPS.toCharArray()) {
            if (text.indexOf(c) > 0) {
                otherGroups = BLANKS.indexOf(c) >= 0 ? ' ' : c;
                text = text.replace(String.valueOf(c), "");
            }
        }
        var comma = text.lastIndexOf(',');
        var point = text.lastIndexOf('.');
        if (comma >= 0 && point >= 0) {
            note(comma > point ? ',' : '.', true);
        } else if (ONE_GROUP.matcher(text).matches()) {
            unclear++;
        } else if (comma >= 0) {
            note(text.indexOf(',') != comma ? '.' : ',', text.indexOf(',') != comma);
        } else if (point >= 0) {
            note(text.indexOf('.') != point ? ',' : '.', text.indexOf('.') != point);
        }
    }

    private void note(char decimal, boolean grouped) {
        if (decimal == ',') {
            commas++;
            groupsOfPoints += grouped ? 1 : 0;
        } else {
            points++;
            groupsOfCommas += grouped ? 1 : 0;
        }
    }

    /** Whether the same values can be read in two ways, or contradict each other. */
    boolean isUnclear() {
        var most = Math.max(commas, points);
        return most == 0 ? unclear > 0 : 10 * Math.min(commas, points) > most;
    }

    /** The decimal separator when it is clear and not the point. */
    boolean hasDecimalComma() {
        return commas > points;
    }

    /** What stands between groups of three digits, when something does. */
    Optional<String> thousands() {
        if (otherGroups != 0) {
            return Optional.of(String.valueOf(otherGroups));
        }
        if (hasDecimalComma()) {
            return groupsOfPoints > 0 || has('.') ? Optional.of(".") : Optional.empty();
        }
        return groupsOfCommas > 0 || has(',') ? Optional.of(",") : Optional.empty();
    }

    private boolean has(char c) {
        return values.stream().anyMatch(value -> bare(value).indexOf(c) >= 0);
    }

    Optional<String> minus() {
        if (values.stream().anyMatch(value -> bare(value).endsWith("-"))) {
            return Optional.of("trailing");
        }
        return values.stream().anyMatch(value -> bare(value).startsWith("("))
                ? Optional.of("parentheses")
                : Optional.empty();
    }

    /** Whether a currency's code or sign stands beside the numbers. */
    boolean hasCurrency() {
        return values.stream().anyMatch(value -> isNumber(value) && value.matches(".*[\\p{Sc}\\p{L}].*"));
    }

    /** One of the values that are written with an exponent. */
    Optional<String> withExponent() {
        return values.stream()
                .filter(value ->
                        isNumber(value) && EXPONENT.matcher(bare(value)).find())
                .findFirst();
    }

    /** Some of the values that can be read in two ways, for people. */
    String examples() {
        return String.join(
                ", ",
                values.stream()
                        .filter(value -> ONE_GROUP
                                .matcher(bare(value).replaceAll("[()+-]", ""))
                                .matches())
                        .distinct()
                        .limit(3)
                        .toList());
    }

    /** Values that are not numbers at all, such as one with a word in it. */
    List<String> others() {
        return values.stream()
                .filter(value -> !isNumber(value))
                .distinct()
                .limit(3)
                .toList();
    }
}
