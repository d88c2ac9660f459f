package dev.imconnector.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.testkit.SettableClock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the functions share what the tenant allows. */
class TenantLimitTest {

    private static final String NAME = "IM_TENANT_REQUESTS_PER_MINUTE";

    private static int share(int limit, LimitShare of, boolean api, boolean pull, boolean reconcile) {
        return new TenantLimit(limit, new SharedWith(api, pull, reconcile)).shareOf(of);
    }

    private static int sum(TenantLimit limit) {
        var each = Stream.of(LimitShare.PUSH, LimitShare.PULL, LimitShare.RECONCILE)
                .mapToInt(limit::shareOf)
                .sum();
        return each + (limit.with().api() ? 2 * limit.shareOf(LimitShare.API) : 0);
    }

    @Property
    void the_shares_of_those_that_are_deployed_add_up_to_the_limit_and_none_is_0_which_means_no_limit(
            @ForAll @IntRange(min = TenantLimit.LEAST, max = TenantLimit.MOST) int tenant,
            @ForAll boolean api,
            @ForAll boolean pull,
            @ForAll boolean reconcile) {
        var limit = new TenantLimit(tenant, new SharedWith(api, pull, reconcile));

        assertThat(sum(limit)).isEqualTo(tenant);
        assertThat(List.of(LimitShare.values()))
                .allSatisfy(share ->
                        assertThat(limit.shareOf(share)).as("%s", share).isPositive());
    }

    @Property
    void whatever_is_added_the_push_gets_no_more(
            @ForAll @IntRange(min = TenantLimit.LEAST, max = TenantLimit.MOST) int tenant,
            @ForAll boolean api,
            @ForAll boolean pull) {
        assertThat(share(tenant, LimitShare.PUSH, api, pull, true))
                .isLessThanOrEqualTo(share(tenant, LimitShare.PUSH, api, pull, false));
    }

    /** What the template's mapping said of these limits until it was replaced by this class. */
    @ParameterizedTest
    @CsvSource({
        "30, 28, 24, 22, 18, 25, 21, 19, 15, 1, 7, 1, 4, 2",
        "50, 46, 40, 36, 30, 40, 34, 30, 24, 2, 12, 2, 8, 3",
        "60, 56, 50, 44, 38, 49, 43, 37, 31, 2, 14, 2, 9, 3",
        "80, 74, 66, 58, 50, 65, 57, 49, 41, 3, 19, 3, 12, 4",
        "100, 92, 80, 72, 60, 80, 68, 60, 48, 4, 24, 4, 16, 6",
        "150, 138, 120, 108, 90, 120, 102, 90, 72, 6, 36, 6, 24, 9",
        "200, 184, 160, 144, 120, 160, 136, 120, 96, 8, 48, 8, 32, 12",
        "250, 230, 200, 180, 150, 200, 170, 150, 120, 10, 60, 10, 40, 15",
        "300, 276, 240, 216, 180, 240, 204, 180, 144, 12, 72, 12, 48, 18",
        "400, 368, 320, 288, 240, 320, 272, 240, 192, 16, 96, 16, 64, 24",
        "500, 460, 400, 360, 300, 400, 340, 300, 240, 20, 120, 20, 80, 30",
        "600, 552, 480, 432, 360, 480, 408, 360, 288, 24, 144, 24, 96, 36",
        "1000, 920, 800, 720, 600, 800, 680, 600, 480, 40, 240, 40, 160, 60",
        "0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0",
        // There one or two requests a minute more: the row of 120 had been rounded by hand, and not as the others were.
        "120, 112, 98, 88, 74, 97, 83, 73, 59, 4, 28, 4, 19, 7"
    })
    void a_limit_is_shared_as_it_was_by_the_templates_mapping(
            int limit,
            int push,
            int besideApi,
            int besidePull,
            int besideApiPull,
            int besideReconcile,
            int besideApiReconcile,
            int besidePullReconcile,
            int besideAll,
            int pullOnDemand,
            int pullNightly,
            int reconcileOnDemand,
            int reconcileScheduled,
            int api) {
        assertThat(share(limit, LimitShare.PUSH, false, false, false)).isEqualTo(push);
        assertThat(share(limit, LimitShare.PUSH, true, false, false)).isEqualTo(besideApi);
        assertThat(share(limit, LimitShare.PUSH, false, true, false)).isEqualTo(besidePull);
        assertThat(share(limit, LimitShare.PUSH, true, true, false)).isEqualTo(besideApiPull);
        assertThat(share(limit, LimitShare.PUSH, false, false, true)).isEqualTo(besideReconcile);
        assertThat(share(limit, LimitShare.PUSH, true, false, true)).isEqualTo(besideApiReconcile);
        assertThat(share(limit, LimitShare.PUSH, false, true, true)).isEqualTo(besidePullReconcile);
        assertThat(share(limit, LimitShare.PUSH, true, true, true)).isEqualTo(besideAll);
        assertThat(share(limit, LimitShare.PULL, true, false, true)).isEqualTo(pullOnDemand);
        assertThat(share(limit, LimitShare.PULL, true, true, true)).isEqualTo(pullNightly);
        assertThat(share(limit, LimitShare.RECONCILE, true, true, false)).isEqualTo(reconcileOnDemand);
        assertThat(share(limit, LimitShare.RECONCILE, true, true, true)).isEqualTo(reconcileScheduled);
        assertThat(share(limit, LimitShare.API, true, true, true)).isEqualTo(api);
    }

    @Test
    void who_is_alone_has_the_whole_limit() {
        var settings = read(Map.of(NAME, "60"));

        assertThat(settings.requestsPerMinute()).isEqualTo(60);
    }

    @Test
    void the_share_is_the_functions_own_limit_and_says_where_it_came_from() {
        var settings = read(Map.of(
                NAME,
                "100",
                "IM_LIMIT_SHARE_OF",
                "push",
                "IM_LIMIT_SHARED_WITH",
                "api=ENABLED,pull=DISABLED,reconcile=DISABLED"));

        assertThat(settings.requestsPerMinute()).isEqualTo(80);
        assertThat(settings.values())
                .contains(new SettingValue("requests-per-minute", "80", SettingValue.Source.ENVIRONMENT, NAME));
    }

    @Test
    void a_limit_of_the_functions_own_goes_before_its_share() {
        var settings = read(Map.of(NAME, "100", "IM_LIMIT_SHARE_OF", "push", "IM_REQUESTS_PER_MINUTE", "7"));

        assertThat(settings.requestsPerMinute()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            IM_TENANT_REQUESTS_PER_MINUTE | 9 | 0 for no limit, or a whole number from 10 to 100000
            IM_TENANT_REQUESTS_PER_MINUTE | -1 | 0 for no limit, or a whole number from 10 to 100000
            IM_LIMIT_SHARE_OF | night | all or push or pull or reconcile or api
            IM_LIMIT_SHARED_WITH | api=ENABLED | each of the three ENABLED or DISABLED
            """)
    void what_cannot_be_shared_or_by_nobody_that_is_known_is_an_error(String variable, String text, String allowed) {
        assertThatThrownBy(() -> read(Map.of(variable, text)).mustAllBeUsable())
                .isInstanceOfSatisfying(SettingException.class, e -> {
                    assertThat(e.problem().message()).contains("'" + text + "'", variable);
                    assertThat(e.problem().fix()).contains(allowed);
                });
    }

    private static Settings read(Map<String, String> environment) {
        return new SettingsReader(environment, new ScriptedParameters(), new SettableClock()).read();
    }
}
