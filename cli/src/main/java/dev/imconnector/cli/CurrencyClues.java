package dev.imconnector.cli;

import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which currency a word means, when it can mean one only: the names that the Java platform knows for the currencies of
 * countries of today, in some languages, and a few that are common beside those. A dollar alone, or its sign, is none.
 */
final class CurrencyClues {

    private static final List<String> LANGUAGES =
            List.of("en", "en-GB", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da", "nb", "fi", "cs");
    private static final Map<String, String> ALSO = Map.of(
            "€", "EUR",
            "euros", "EUR",
            "pound sterling", "GBP",
            "pounds sterling", "GBP",
            "us dollars", "USD",
            "u.s. dollar", "USD",
            "us$", "USD",
            "chf", "CHF");

    private final Set<String> codes = new HashSet<>();
    private final Map<String, String> names = new HashMap<>(ALSO);

    CurrencyClues() {
        Arrays.stream(Locale.getISOCountries())
                .map(country -> new Locale.Builder().setRegion(country).build())
                .map(CurrencyClues::of)
                .flatMap(Optional::stream)
                .forEach(currency -> codes.add(currency.getCurrencyCode()));
        var twice = new HashSet<String>();
        codes.forEach(code -> LANGUAGES.forEach(language -> learn(code, language, twice)));
        names.keySet().removeAll(twice);
    }

    private static Optional<Currency> of(Locale country) {
        return Optional.ofNullable(Currency.getInstance(country)); // Antarctica has none
    }

    private void learn(String code, String language, Set<String> twice) {
        var name = Currency.getInstance(code)
                .getDisplayName(Locale.forLanguageTag(language))
                .toLowerCase(Locale.ROOT);
        var before = names.putIfAbsent(name, code);
        if (before != null && !before.equals(code)) {
            twice.add(name);
        }
    }

    boolean isCode(String value) {
        return codes.contains(value);
    }

    /** The code that a word, a sign or a code in small letters stands for; empty when it could be several or none. */
    Optional<String> codeOf(String value) {
        var upper = value.toUpperCase(Locale.ROOT);
        return isCode(upper) ? Optional.of(upper) : Optional.ofNullable(names.get(value.toLowerCase(Locale.ROOT)));
    }
}
