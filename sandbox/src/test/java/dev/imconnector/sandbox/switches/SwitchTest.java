package dev.imconnector.sandbox.switches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.sandbox.SandboxOptions;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SwitchTest {

    static Stream<Switch<?>> all() {
        return SandboxSwitches.all().stream();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                RateSwitches.class,
                TokenSwitches.class,
                WriteSwitches.class,
                ReadSwitches.class,
                FaultSwitches.class,
                TenantReadSwitches.class,
                TenantWriteSwitches.class,
                TenantRunSwitches.class
            })
    void everyConstantCanBeSetByItsName(Class<?> theme) throws IllegalAccessException {
        for (var constant : theme.getFields()) {
            assertThat(SandboxSwitches.all()).contains((Switch<?>) constant.get(null));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyDefaultReadsBackFromItsText(Switch<?> which) {
        var text = SandboxSwitches.defaults().asText().get(which.name());

        assertThat(which.parse(text)).isEqualTo(which.defaultValue());
        assertThat(which.description()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rate-limit       | -1           | 0 to 10000000",
                "rate-limit       | many         | 0 to 10000000",
                "rate-window      | SLIDING      | one of sliding, fixed",
                "mixed-status     | 204          | one of [200, 201, 207]",
                "poison-ref       | (            | regular expression",
                "nextlink-encoded | yes          | true or false",
                "tenant-zone      | Mars         | a time zone",
                "fault            | sometimes    | always, next N",
                "fault            | next 0 html  | always, next N",
                "fault            | next 1 status| always, next N",
                "fault            | always html on moon | always, next N",
                "fault            | always html on token:write | always, next N",
            })
    void aValueThatIsNotAllowedSaysWhatIs(String name, String value, String help) {
        assertThatThrownBy(() -> SandboxSwitches.defaults().with(name, value))
                .isInstanceOfSatisfying(SandboxSettingException.class, e -> {
                    assertThat(e.getMessage()).contains(name).contains(value);
                    assertThat(e.fix()).contains(help);
                });
    }

    @Test
    void anUnknownSwitchNamesThoseThereAre() {
        assertThatThrownBy(() -> SandboxSwitches.defaults().with("rate-limits", "1"))
                .isInstanceOfSatisfying(
                        SandboxSettingException.class, e -> assertThat(e.fix()).contains("rate-limit,"));
    }

    @Test
    void aSettingIsNotChangedByWith() {
        var before = SandboxSwitches.defaults();
        var after = before.with(RateSwitches.RATE_LIMIT, 7).with("periods", "2026-01 2026-02");

        assertThat(before.get(RateSwitches.RATE_LIMIT)).isEqualTo(100);
        assertThat(after.get(RateSwitches.RATE_LIMIT)).isEqualTo(7);
        assertThat(after.get(WriteSwitches.PERIODS)).containsExactly("2026-01", "2026-02");
    }

    @Test
    void aValueOutOfRangeIsRefusedInJavaToo() {
        assertThatThrownBy(() -> SandboxSwitches.defaults().with(RateSwitches.RATE_LIMIT, -1))
                .isInstanceOf(SandboxSettingException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void aPortThatIsNoneIsRefused(int port) {
        assertThatThrownBy(() -> SandboxOptions.defaults().withPort(port))
                .isInstanceOf(SandboxSettingException.class)
                .hasMessageContaining(String.valueOf(port));
    }

    @Property
    void everyFaultRuleReadsBackFromItsText(@ForAll("rules") FaultRule rule) {
        assertThat(FaultRule.parse(rule.toString())).isEqualTo(rule);
    }

    @Provide
    Arbitrary<FaultRule> rules() {
        return Combinators.combine(
                        Arbitraries.of(FaultRule.When.class),
                        Arbitraries.integers().between(1, 999_999_999),
                        Arbitraries.of(FaultRule.Action.class),
                        Arbitraries.integers().between(300, 599),
                        Arbitraries.of(
                                "all",
                                "token",
                                "api",
                                "read",
                                "write",
                                "batch",
                                "results",
                                "comp-plans",
                                "write:salesOrders"))
                .as((when, number, action, status, target) -> new FaultRule(
                        when,
                        when == FaultRule.When.ALWAYS ? 1 : number,
                        action,
                        action.needsStatus() ? status : 0,
                        target));
    }
}
