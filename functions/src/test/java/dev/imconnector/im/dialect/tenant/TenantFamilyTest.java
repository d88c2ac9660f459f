package dev.imconnector.im.dialect.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The family of a tenant is told by the path of its API, and never guessed. */
class TenantFamilyTest {

    private static Optional<TenantFamily> of(String api) {
        return TenantFamily.of(URI.create(api));
    }

    @Test
    void each_family_has_its_path() {
        assertThat(of("https://cald.callidusondemand.com/api/v2")).contains(TenantFamily.LEGACY);
        assertThat(of("https://g1.app.commissions.cloud.sap/mtsvc/tcmp/rest/v2"))
                .contains(TenantFamily.HYPERSCALER);
        assertThat(TenantFamily.LEGACY.hasNoTokens()).isTrue();
        assertThat(TenantFamily.HYPERSCALER.hasNoTokens()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://x.example",
                "https://x.example/api",
                "https://x.example/api/v1",
                "https://x.example/API/v2",
                "https://x.example/x/api/v2",
                "https://x.example/mtsvc/tcmp/rest",
                "https://x.example/successfactors/im"
            })
    void any_other_path_has_none(String api) {
        assertThat(of(api)).isEmpty();
        assertThat(TenantFamily.paths()).isEqualTo("/api/v2 (legacy) or /mtsvc/tcmp/rest/v2 (hyperscaler)");
    }
}
