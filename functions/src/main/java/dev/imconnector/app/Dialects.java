package dev.imconnector.app;

import dev.imconnector.im.dialect.Dialect;
import dev.imconnector.im.dialect.course.CourseDialect;
import dev.imconnector.im.dialect.tenant.ResultsResource;
import dev.imconnector.im.dialect.tenant.TenantDialect;
import dev.imconnector.im.dialect.tenant.TenantFamily;
import dev.imconnector.im.dialect.tenant.TenantReadOptions;
import dev.imconnector.im.dialect.tenant.write.SendingCare;
import dev.imconnector.im.dialect.tenant.write.TenantSales;
import dev.imconnector.im.dialect.tenant.write.TransactionShape;
import dev.imconnector.im.write.CreditTerms;
import dev.imconnector.problem.Problem;
import dev.imconnector.push.PushPins;
import dev.imconnector.settings.ImDialect;
import dev.imconnector.settings.ResultsStatus;
import dev.imconnector.settings.SettingException;
import dev.imconnector.settings.Settings;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The dialect of the IM that is configured. */
final class Dialects {

    /** What runs were pinned to before there was another. */
    private static final String COURSE = "course";

    private Dialects() {}

    /** @param clock what terminations are compared with */
    static Dialect of(Settings now, Clock clock) {
        return of(now, clock, now::alreadyExistsPattern);
    }

    /**
     * As a run has pinned it.
     *
     * @throws SettingException when another dialect is configured meanwhile: nobody knows then what the run has sent where
     */
    static Dialect ofRun(Settings now, Clock clock, PushPins pins) {
        var kept = now.keeping(pins.transaction() == null ? Map.of("dialect", COURSE) : pins.transaction());
        if (kept.dialect() != now.dialect()) {
            throw new SettingException(new Problem(
                    "DIALECT_DIFFERS",
                    "The run began with another dialect than the one configured now",
                    "Set dialect back to what it was, or start the run under another runId if nothing of it was sent"));
        }
        return of(kept, clock, () -> Pattern.compile(pins.alreadyExistsPattern()));
    }

    private static Dialect of(Settings now, Clock clock, Supplier<Pattern> alreadyExists) {
        return switch (now.dialect()) {
            case COURSE -> course(now, alreadyExists);
            case TENANT -> tenant(now, () -> readOptions(now, clock), alreadyExists);
        };
    }

    /** The same for whoever asks for rows page by page, and sees of each how it stands: nothing is left out. */
    static Dialect forLookUps(Settings now, Clock clock) {
        return now.dialect() == ImDialect.TENANT
                ? tenant(now, () -> readOptions(now, clock).withAllResults(), now::alreadyExistsPattern)
                : of(now, clock);
    }

    /** The default: whoever has set the address of a tenant has most likely forgotten the dialect. */
    private static Dialect course(Settings now, Supplier<Pattern> alreadyExists) {
        var family = now.hasDialect() ? Optional.<TenantFamily>empty() : TenantFamily.of(now.apiUrl());
        family.ifPresent(forgotten -> {
            throw new SettingException(new Problem(
                    "SETTING_MISSING",
                    "IM_API_URL (" + now.apiUrl() + ") is the address of a real tenant's API ("
                            + forgotten.name().toLowerCase(Locale.ROOT) + "), and the setting dialect is not set",
                    "Set dialect to tenant; to course, if what answers there speaks as IM does in the course"));
        });
        return new CourseDialect(alreadyExists);
    }

    private static Dialect tenant(Settings now, Supplier<TenantReadOptions> read, Supplier<Pattern> alreadyExists) {
        return new TenantDialect(family(now), read, () -> sales(now, alreadyExists));
    }

    /** What credits are judged by as far as the settings alone say; neither address nor credentials are needed. */
    static CreditTerms termsWithoutIm(Settings now) {
        if (now.dialect() == ImDialect.TENANT) {
            var sales = sales(now, now::alreadyExistsPattern);
            return new CreditTerms(sales.checkOfAnyTenant(), sales::faultOf, TenantSales.leftToIm());
        }
        var writes = new CourseDialect(now::alreadyExistsPattern).writes();
        return new CreditTerms(writes.credits(""), writes::faultOf, List.of());
    }

    private static TenantSales sales(Settings now, Supplier<Pattern> alreadyExists) {
        return new TenantSales(shape(now), SendingCare.of(look(now), now.settle(), alreadyExists.get()));
    }

    private static TenantReadOptions readOptions(Settings now, Clock clock) {
        var results = ResultsResource.named(now.resultsResource())
                .orElseThrow(() -> new SettingException(new Problem(
                        "SETTING_INVALID",
                        "The setting results-resource (" + now.resultsResource() + ") is not something that a"
                                + " tenant calculates",
                        "Use one of " + ResultsResource.names())));
        return new TenantReadOptions(
                now.calendar(),
                now.eventType(),
                results,
                now.resultsStatus() == ResultsStatus.POSTED,
                Arrays.stream(now.resultsPeriod().split(","))
                        .map(String::strip)
                        .filter(period -> !period.isEmpty())
                        .toList(),
                LocalDate.ofInstant(clock.instant(), now.businessCalendar().zone()));
    }

    private static TransactionShape shape(Settings now) {
        return new TransactionShape(
                now.eventType(),
                now.calendar(),
                now.lineUnitType(),
                switch (now.assignBy()) {
                    case PAYEE -> TransactionShape.AssignBy.PAYEE;
                    case POSITION -> TransactionShape.AssignBy.POSITION;
                    case NONE -> TransactionShape.AssignBy.NONE;
                },
                now.businessUnit(),
                now.processingUnit(),
                now.contentHashAttribute(),
                switch (now.references()) {
                    case MIXED -> TransactionShape.References.MIXED;
                    case KEY -> TransactionShape.References.KEY;
                    case SEQ -> TransactionShape.References.SEQ;
                    case BARE -> TransactionShape.References.BARE;
                });
    }

    private static SendingCare.Look look(Settings now) {
        return switch (now.readBeforeWrite()) {
            case ALWAYS -> SendingCare.Look.FIRST;
            case NEVER -> SendingCare.Look.NOT_FIRST;
            case ALWAYS_SEND_ONCE -> SendingCare.Look.FIRST_AND_SEND_ONCE;
        };
    }

    /** Whether the IM that is configured has no tokens, but wants user and password with each request. */
    static boolean hasNoTokens(Settings now) {
        return now.dialect() == ImDialect.TENANT && family(now).hasNoTokens();
    }

    private static TenantFamily family(Settings now) {
        return TenantFamily.of(now.apiUrl())
                .orElseThrow(() -> new SettingException(new Problem(
                        "SETTING_INVALID",
                        "IM_API_URL (" + now.apiUrl()
                                + ") is not the address of a tenant's API, although the setting dialect says so",
                        "Let its path be " + TenantFamily.paths() + ", or set dialect to course")));
    }
}
