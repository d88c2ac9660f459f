package dev.imconnector.im.dialect.course;

import dev.imconnector.credit.Credit;
import dev.imconnector.im.dialect.JsonAnswers;
import dev.imconnector.problem.BudgetedPattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What IM says about one credit, without what it says back of it: an order number 409 or a description "already exists"
 * are no words of IM. The credit's own sourceRef stands as {@value #SOURCE_REF} in them, its other values as an
 * ellipsis. Immutable.
 */
final class CreditWords {

    /** What stands for the credit's own sourceRef; patterns may name it. */
    static final String SOURCE_REF = "{sourceRef}";

    /** What stands for what is nearly its sourceRef, and so is another's. */
    private static final String OTHER_REF = "{other}";

    private static final String VALUE = "\u2026";

    /** A sourceRef is a word of its own: behind it stands no more than the end of a sentence. */
    private static final String BEFORE_REF = "(?<![^\\s\\p{Pi}\\p{Ps}'\"`=:,;])";

    private static final String BEHIND_REF = "(?=$|[\\s\\p{Pf}\\p{Pe}'\"`,;]|[.:!?](?:\\s|$))";
    private static final String BEFORE_VALUE = "(?<![\\p{L}\\p{N}])";
    private static final String BEHIND_VALUE = "(?![\\p{L}\\p{N}])";

    /** Of these alone is made what says of a whole request that its credit is there. */
    private static final Set<String> OF_PRESENCE = Set.of(
            "409",
            "a",
            "already",
            "an",
            "are",
            "batch",
            "conflict",
            "contains",
            "credit",
            "credits",
            "duplicate",
            "duplicates",
            "exist",
            "exists",
            "holds",
            "in",
            "is",
            "known",
            "of",
            "present",
            "record",
            "records",
            "ref",
            "source",
            "sourceref",
            "sourcerefs",
            "that",
            "the",
            "there",
            "which",
            "with");

    /** What is called a sourceRef: in quotes, or a word with a digit. */
    private static final Pattern NAMED =
            Pattern.compile("(?i)source ?ref(?:erence)?\\b[\\s:=]*(['\"`]\\S+|\\{other}|(?=\\S*[0-9])\\S+)");

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private final String text;

    private CreditWords(String text) {
        this.text = text;
    }

    /** @param words as IM wrote them */
    static CreditWords about(Credit credit, String words) {
        var most = JsonAnswers.MOST_LOOKED_AT;
        var text = words.length() > most ? words.substring(0, most) : words;
        text = without(credit.sourceRef(), text, BEFORE_REF, BEHIND_REF, false, SOURCE_REF);
        text = without(credit.sourceRef(), text, BEFORE_VALUE, BEHIND_VALUE, true, OTHER_REF);
        for (var value : otherValues(credit)) {
            text = without(value, text, BEFORE_VALUE, BEHIND_VALUE, true, VALUE);
        }
        return new CreditWords(text);
    }

    /** The longest first, because one may be a part of another. */
    private static List<String> otherValues(Credit credit) {
        var values = new ArrayList<>(List.of(
                credit.participantId(),
                credit.transactionDate(),
                credit.currencyCode(),
                credit.periodId(),
                credit.amount().toPlainString(),
                credit.amount().stripTrailingZeros().toPlainString()));
        credit.additional().forEach(field -> values.add(field.value()));
        values.removeIf(String::isBlank);
        values.sort(Comparator.comparingInt(String::length).reversed());
        return values;
    }

    private static String without(
            String value, String text, String before, String behind, boolean inAnyCase, String sign) {
        var parts = new StringBuilder(inAnyCase ? "(?iu)" : "").append(before);
        var words = value.strip().split("\\s+");
        for (int i = 0; i < words.length; i++) {
            parts.append(i == 0 ? "" : "\\s+").append(Pattern.quote(words[i]));
        }
        var found = Pattern.compile(parts.append(behind).toString()).matcher(text);
        var result = new StringBuilder();
        while (found.find()) {
            found.appendReplacement(result, "");
            result.append(isSign(text, found.start(), found.end()) ? found.group() : sign);
        }
        return found.appendTail(result).toString();
    }

    /** The sign of the sourceRef is not a value, whatever the credit's values are. */
    private static boolean isSign(String text, int from, int to) {
        var at = text.lastIndexOf(SOURCE_REF, from);
        return at >= 0 && to <= at + SOURCE_REF.length();
    }

    /**
     * Whether the pattern is found in it, and no other sourceRef is named. What cannot be told within the budget is no word
     * of presence.
     */
    boolean say(BudgetedPattern pattern) {
        var namesAnother =
                NAMED.matcher(text).results().anyMatch(found -> !found.group(1).contains(SOURCE_REF));
        return !namesAnother && pattern.isIn(text).orElse(false);
    }

    /** Whether they speak of nothing but that credits are there, or of nothing at all. */
    boolean sayNothingElse() {
        return WORD.matcher(text.replace(SOURCE_REF, ""))
                .results()
                .allMatch(word -> OF_PRESENCE.contains(word.group().toLowerCase(Locale.ROOT)));
    }
}
