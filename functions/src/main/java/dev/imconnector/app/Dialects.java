package dev.imconnector.app;

import dev.imconnector.im.dialect.Dialect;
import dev.imconnector.im.dialect.course.CourseDialect;
import dev.imconnector.im.dialect.tenant.TenantDialect;
import dev.imconnector.im.dialect.tenant.TenantFamily;
import dev.imconnector.problem.Problem;
import dev.imconnector.push.PushPins;
import dev.imconnector.settings.ImDialect;
import dev.imconnector.settings.SettingException;
import dev.imconnector.settings.Settings;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The dialect of the IM that is configured. */
final class Dialects {

    /** What runs were pinned to before there was another. */
    private static final String COURSE = "course";

    private Dialects() {}

    static Dialect of(Settings now) {
        return of(now, now::alreadyExistsPattern);
    }

    /**
     * As a run has pinned it.
     *
     * @throws SettingException when another dialect is configured meanwhile: nobody knows then what the run has sent where
     */
    static Dialect ofRun(Settings now, PushPins pins) {
        var kept = now.keeping(pins.transaction() == null ? Map.of("dialect", COURSE) : pins.transaction());
        if (kept.dialect() != now.dialect()) {
            throw new SettingException(new Problem(
                    "DIALECT_DIFFERS",
                    "The run has begun with another dialect than is configured now",
                    "Set dialect as it was, or start the run under another runId if nothing of it was sent"));
        }
        return of(kept, () -> Pattern.compile(pins.alreadyExistsPattern()));
    }

    private static Dialect of(Settings now, Supplier<Pattern> alreadyExists) {
        return switch (now.dialect()) {
            case COURSE -> new CourseDialect(alreadyExists);
            case TENANT -> tenant(now);
        };
    }

    private static Dialect tenant(Settings now) {
        family(now);
        return new TenantDialect();
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
                                + ") is no address of a tenant's API, and the setting dialect says" + " that it is one",
                        "Let its path be " + TenantFamily.paths() + ", or set dialect to course")));
    }
}
