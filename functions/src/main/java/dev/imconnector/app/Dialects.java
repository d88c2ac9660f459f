package dev.imconnector.app;

import dev.imconnector.im.dialect.Dialect;
import dev.imconnector.im.dialect.course.CourseDialect;
import dev.imconnector.im.dialect.tenant.TenantDialect;
import dev.imconnector.im.dialect.tenant.TenantFamily;
import dev.imconnector.problem.Problem;
import dev.imconnector.settings.ImDialect;
import dev.imconnector.settings.SettingException;
import dev.imconnector.settings.Settings;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The dialect of the IM that is configured. */
final class Dialects {

    private Dialects() {}

    static Dialect of(Settings now) {
        return of(now, now::alreadyExistsPattern);
    }

    /** @param alreadyExists which words about a credit mean that IM has it already, as a run has pinned it */
    static Dialect of(Settings now, String alreadyExists) {
        return of(now, () -> Pattern.compile(alreadyExists));
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
