package dev.imconnector.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which columns of an export could be a field, by their names and their values. Exact names win over names that contain
 * a word; where several are left, somebody has to choose.
 */
final class ColumnChoice {

    private static final Map<String, Words> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put(
                "currencyCode",
                new Words(
                        "currencycode,currency,currencyisocode,transactioncurrency,währung,währungscode,waers,curr,devise,"
                                + "codedevise,moneda,valuta,valutakode",
                        "currency,währung,devise,moneda,valuta",
                        ""));
        WORDS.put("periodId", new Words("periodid,period,periode,periodname", "period", ""));
        WORDS.put(
                "transactionDate",
                new Words(
                        "transactiondate,closedate,closeddate,bookingdate,orderdate,postingdate,trandate,belegdatum,"
                                + "buchungsdatum,abschlussdatum,date,datum,fecha,data",
                        "date,datum,day,closed,fulfilled,fecha,created",
                        ""));
        WORDS.put(
                "amount",
                new Words(
                        "amount,splitamount,netamount,extendedamount,dealamount,betrag,nettobetrag,nettowert,montant,importe,"
                                + "importo,bedrag,belopp",
                        "amount,betrag,nettowert,netto,montant,importe,importo,value,revenue,price,total,umsatz",
                        "quantity,percent,discount,tax,rate,probability,count,menge,rabatt"));
        WORDS.put(
                "participantId",
                new Words(
                        "participantid,participant,employeeid,employeenumber,splitemployeenumber,personnelnumber,personalnummer,"
                                + "salespersoncode,salespersonid,vknr",
                        "participant,employee,salesperson,salesrep,verkäufer,vendedor,vendeur,commercial,owner,seller,personal,rep",
                        "report,date,type,region,reply"));
        WORDS.put(
                "sourceRef",
                new Words(
                        "sourceref,recordid,splitid,opportunitysplitid,transactionid,creditid,externalid,id",
                        "id,reference,ref,number,nummer,no,nr,order,key,beleg,vorgang,document,line,position,invoice,auftrag,"
                                + "commande,facture,ligne,pedido,factura,línea,ordine,fattura,riga,bestelling",
                        "employee,person,owner,seller,rep,customer,account,kunde,product,artikel,article,parent,campaign,"
                                + "phone,period,contact,verkäufer,vendedor,provided,paid"));
    }

    private static final List<String> STATES =
            List.of("stage", "status", "state", "phase", "statut", "estado", "stato");
    private static final int MOST_STATES = 12;

    private static final List<Set<String>> SIGNS = List.of(
            Set.of("S", "H"),
            Set.of("SOLL", "HABEN"),
            Set.of("D", "C"),
            Set.of("DR", "CR"),
            Set.of("DEBIT", "CREDIT"),
            Set.of("DÉBIT", "CRÉDIT"),
            Set.of("+", "-"));

    /** @param exact whole names, the likeliest first; parts of names; and words of names that are something else */
    private record Words(List<String> exact, List<String> parts, List<String> not) {

        Words(String exact, String parts, String not) {
            this(
                    List.of(exact.split(",")),
                    List.of(parts.split(",")),
                    not.isEmpty() ? List.of() : List.of(not.split(",")));
        }
    }

    private final ExportGuess guess;
    private final CurrencyClues currencies = new CurrencyClues();
    private final Map<String, List<Integer>> candidates = new LinkedHashMap<>();

    ColumnChoice(ExportGuess guess) {
        this.guess = guess;
        var taken = new HashSet<Integer>();
        WORDS.forEach((field, words) -> {
            var found = guess.hasNames() ? find(field, words, taken) : byValues(field, taken);
            candidates.put(field, found);
            if (found.size() == 1) {
                taken.add(found.get(0));
            }
        });
    }

    /** The columns that the field could be: one when there is no doubt. */
    List<Integer> of(String field) {
        return candidates.get(field);
    }

    /** Whether one column that could be the field is it: where columns have no names, only some values say what they are. */
    boolean isCertain(String field) {
        return guess.hasNames() || field.equals("currencyCode") || field.equals("transactionDate");
    }

    /** Columns that could say which rows are meant, by their names, with a few different values. */
    List<Integer> ofStates() {
        return columns(
                Set.of(),
                column -> guess.hasNames()
                        && STATES.stream().anyMatch(word -> name(column).endsWith(word))
                        && !guess.values(column).isEmpty()
                        && guess.values(column).stream().distinct().count() <= MOST_STATES);
    }

    /** A column that could say whether an amount is a debit or a credit, by its values. */
    Optional<Integer> ofSigns() {
        return columns(Set.of(), column -> {
                    var values = Set.copyOf(guess.values(column));
                    return !values.isEmpty() && SIGNS.stream().anyMatch(pair -> pair.containsAll(upper(values)));
                })
                .stream()
                .findFirst();
    }

    private static Set<String> upper(Set<String> values) {
        return values.stream().map(value -> value.toUpperCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    private List<Integer> byValues(String field, Set<Integer> taken) {
        return columns(taken, column -> {
            var values = guess.values(column);
            return !values.isEmpty() && fits(field, column) && isLike(field, values);
        });
    }

    private boolean isLike(String field, List<String> values) {
        return switch (field) {
            case "currencyCode" -> values.stream().allMatch(currencies::isCode);
            case "amount" -> !DateClues.of(values).isDate();
            case "periodId" -> false;
            default -> true;
        };
    }

    private List<Integer> find(String field, Words words, Set<Integer> taken) {
        for (var name : words.exact()) {
            var exact = columns(taken, column -> name(column).equals(name) && fits(field, column));
            if (!exact.isEmpty()) {
                return exact;
            }
        }
        return columns(
                taken,
                column -> words.parts().stream().anyMatch(part -> hasWord(column, part))
                        && words.not().stream().noneMatch(part -> name(column).contains(part))
                        && fits(field, column));
    }

    private List<Integer> columns(Set<Integer> taken, Predicate<Integer> wanted) {
        var result = new ArrayList<Integer>();
        for (int i = 0; i < guess.header().size(); i++) {
            if (!taken.contains(i) && wanted.test(i)) {
                result.add(i);
            }
        }
        return result;
    }

    /** A short word must be a word of its own (or the end of a name without blanks), lest "id" be found in "provided". */
    private boolean hasWord(int column, String word) {
        if (word.length() > 3) {
            return name(column).contains(word);
        }
        var own = guess.header()
                .get(column)
                .replaceAll("(\\p{Ll})(\\p{Lu})", "$1 $2")
                .toLowerCase(Locale.ROOT);
        return List.of(own.split("[^\\p{L}\\p{N}]+")).contains(word);
    }

    private String name(int column) {
        return guess.header().get(column).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** Whether the values may be the field's. A column without any value may be everything. */
    private boolean fits(String field, int column) {
        var values = guess.values(column);
        if (values.isEmpty()) {
            return true;
        }
        return switch (field) {
            case "amount" -> most(values, AmountClues::isNumber);
            case "transactionDate" ->
                most(values, value -> value.matches(".*[0-9].*"))
                        && DateClues.of(values).isDate();
            case "currencyCode" -> most(values, value -> !value.matches(".*[0-9].*"));
            case "participantId", "sourceRef" -> !DateClues.of(values).isDate() && !hasDecimals(values);
            default -> true;
        };
    }

    private static boolean hasDecimals(List<String> values) {
        return values.stream().anyMatch(value -> value.matches("-?[0-9.,'\\s]*[.,](?!0+$)[0-9]{1,4}-?"));
    }

    private static boolean most(List<String> values, Predicate<String> wanted) {
        return 10 * values.stream().filter(wanted).count() >= 9 * values.size();
    }
}
