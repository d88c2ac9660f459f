package dev.imconnector.cli.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.run.RunStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is unknown about tenants, and what can go wrong with one, in every form that the sandbox can play: each valid credit is
 * there once, with its amount to the cent, and the record says what became of every one.
 *
 * <p>The export has 60 records in 6 batches; the tenant holds 8 of them already, two of those in one batch.
 */
@Timeout(60)
class EveryReadingOfATenantTest {

    private static final int RECORDS = 60;
    private static final Set<Integer> THERE = Set.of(3, 4, 13, 23, 33, 43, 53, 60);
    private static final String NEVER = "never";

    /** Else a fault that counts may by chance meet one and the same batch each time. */
    private static final String ONE_AT_A_TIME = "IM_MAX_IN_FLIGHT";

    @TempDir
    private Path home;

    /** One form: the switches (and, in capitals, settings) that make it. */
    record Form(Map<String, String> switches) {

        @Override
        public String toString() {
            return switches.toString();
        }

        private Form lookingFirst(String when) {
            var more = new LinkedHashMap<>(switches);
            more.put("IM_READ_BEFORE_WRITE", when);
            return new Form(more);
        }
    }

    private static Form form(String... namesAndValues) {
        var switches = new LinkedHashMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            switches.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Form(switches);
    }

    /** Other objects named as the setting says, at a tenant that takes these forms and no other. */
    private static Form named(String references, String taken) {
        return form(
                "IM_REFERENCES",
                references,
                "body-references",
                taken,
                "IM_BUSINESS_UNIT",
                "EMEA",
                "IM_PROCESSING_UNIT",
                "Main");
    }

    private static Stream<Form> eitherWay(Stream<Form> forms) {
        return forms.flatMap(form -> Stream.of(form, form.lookingFirst(NEVER)));
    }

    static Stream<Form> answers() {
        return eitherWay(Stream.of(
                form(),
                form("element-answer", "short"),
                form("element-answer", "long"),
                form("element-answer", "shuffled"),
                form("element-reference-form", "bare"),
                form("element-reference-form", "legacy"),
                form("element-reference-form", "own"),
                form("element-reference-form", "both"),
                form("reference-form", "legacy"),
                form("reference-form", "both"),
                form("written-status", "200"),
                form("written-status", "207"),
                form("written-status", "500"),
                form("partly-written-status", "200"),
                form("partly-written-status", "400"),
                form("partly-written-status", "500"),
                form("key-exists-status", "200"),
                form("key-exists-status", "207"),
                form("key-exists-status", "409"),
                form("key-exists-status", "500"),
                form("key-exists-code", "TCMP_77777"),
                form("json-charset", "true"),
                form("date-form", "colon-offset"),
                form("date-form", "date"),
                form("period-end", "last-day"),
                form("tenant-zone", "Pacific/Auckland"),
                form("max-elements", "7"),
                form("max-elements", "7", "max-elements-status", "413"),
                form("IM_ASSIGN_BY", "position"),
                form("IM_ASSIGN_BY", "none"),
                form("IM_BUSINESS_UNIT", "EMEA", "IM_PROCESSING_UNIT", "Main"),
                named("mixed", "any"),
                named("key", "key"),
                named("seq", "seq"),
                named("bare", "bare")));
    }

    /** Whether IM refuses a second order and transaction, doubles or replaces them: a look before makes all the same. */
    static Stream<Form> keys() {
        var forms = new ArrayList<Form>();
        for (var orders : new String[] {"enforced", "doubled", "upserted"}) {
            for (var transactions : new String[] {"enforced", "doubled", "upserted"}) {
                for (var fault : new String[] {"", "every 2 drop-after on write", "every 2 drop-before on write"}) {
                    forms.add(form("order-key", orders, "transaction-key", transactions, "fault", fault));
                }
            }
        }
        return forms.stream();
    }

    static Stream<Form> faults() {
        var forms = new ArrayList<Form>();
        for (var on : new String[] {"write", "write:salesOrders", "write:salesTransactions"}) {
            for (var action : new String[] {
                "drop-before",
                "drop-after",
                "drop-late",
                "cut-body",
                "html",
                "garbage",
                "status 500",
                "status 502",
                "status 503",
                "status 504",
                "status 408",
                "status 429",
                "status-after 500",
                "status-after 400"
            }) {
                forms.add(form("fault", "every 2 " + action + " on " + on, "late-seconds", "20", ONE_AT_A_TIME, "1"));
            }
            forms.add(form("fault", "every 3 stall-after on " + on, ONE_AT_A_TIME, "1"));
            forms.add(form("fault", "next 9 status 500 on " + on));
            forms.add(form("fault", "next 9 drop-before on " + on));
            forms.add(form("fault", "nth 2 revoke on " + on));
        }
        for (var action : new String[] {"drop-before", "cut-body", "html", "status 500", "status 503"}) {
            forms.add(form("fault", "every 2 " + action + " on read"));
        }
        forms.add(form("fault", "every 2 drop-after on all"));
        return eitherWay(forms.stream());
    }

    static Stream<Form> everyForm() {
        return Stream.of(answers(), keys(), faults()).flatMap(each -> each);
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void every_valid_credit_is_in_once_and_the_record_says_so(Form form) {
        try (var night = new TenantNight(home, Export.of(RECORDS, 0))) {
            night.scene().night().with("IM_BATCH_SIZE", "10");
            var before = Export.part(RECORDS, THERE::contains).writeTo(home.resolve("exports/before.csv"));
            assertThat(night.push("{\"runId\":\"yesterday\",\"credits\":\"%s\"}".formatted(Night.uri(before)))
                            .created())
                    .isEqualTo(THERE.size());
            night.with(form.switches());

            var run = night.push();

            assertThat(run.status()).as("%s", run.error()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.created() + run.alreadyPresent()).isEqualTo(RECORDS);
            assertThat(run.alreadyPresent()).isGreaterThanOrEqualTo(THERE.size());
            night.imHoldsExactly(night.scene().night().export().good());
            assertThat(night.scene().im().report().credits().sameSourceRefUnderWay())
                    .isZero();
        }
    }
}
