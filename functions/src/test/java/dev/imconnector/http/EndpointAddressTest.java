package dev.imconnector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.sap.com/oauth/token",
                "HTTPS://api.sap.com/oauth/token",
                " https://api.sap.com:8443/oauth/token ",
                "http://localhost/token",
                "http://LOCALHOST:8080/token",
                "http://127.0.0.1:8080/token",
                "http://127.255.3.4/token",
                "http://[::1]:8080/token",
                "http://[0:0:0:0:0:0:0:1]/token"
            })
    void https_and_loopback_are_taken(String address) {
        assertThat(EndpointAddress.of("IM_TOKEN_URL", address).uri()).hasToString(address.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.sap.com/oauth/token",
                "http://localhost.example.com/token",
                "http://127.0.0.1.example.com/token",
                "http://xlocalhost/token",
                "http://128.0.0.1/token",
                "http://0.0.0.0/token",
                "http://[::2]/token",
                "http://[1::1]/token",
                "http://[::ffff:10.0.0.1]/token"
            })
    void plain_http_to_anywhere_else_is_refused(String address) {
        assertThatThrownBy(() -> EndpointAddress.of("IM_TOKEN_URL", address))
                .isInstanceOfSatisfying(EndpointAddressException.class, refused -> {
                    assertThat(refused)
                            .hasMessage("IM_TOKEN_URL is plain http, which would show the secret to the network");
                    assertThat(refused.problem().code()).isEqualTo("ENDPOINT_ADDRESS_REFUSED");
                    assertThat(refused.problem().fix()).startsWith("Set IM_TOKEN_URL to an https URL");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api.sap.com/token",
                "/oauth/token",
                "ftp://api.sap.com/x",
                "https:///token",
                "https:x",
                "//host/x"
            })
    void what_is_no_absolute_https_url_is_refused(String address) {
        assertThatThrownBy(() -> EndpointAddress.of("IM_API_URL", address))
                .isInstanceOf(EndpointAddressException.class)
                .hasMessage("IM_API_URL is not an absolute https URL with a host");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:canary@api.sap.com/token",
                "https://user@api.sap.com/token",
                "https://api.sap.com/token#x",
                "https://api.sap.com/token#"
            })
    void user_information_and_fragments_are_refused_and_not_quoted(String address) {
        assertThatThrownBy(() -> EndpointAddress.of("IM_TOKEN_URL", address))
                .isInstanceOf(EndpointAddressException.class)
                .hasMessage("IM_TOKEN_URL has user information or a fragment");
    }

    @Test
    void what_cannot_be_parsed_is_told_by_position_and_not_quoted() {
        assertThatThrownBy(() -> EndpointAddress.of("IM_TOKEN_URL", "https://user:can ary@api.sap.com/"))
                .isInstanceOf(EndpointAddressException.class)
                // The JDKs differ in where they stop: at the user's name or at the blank in the password.
                .hasMessageMatching("IM_TOKEN_URL is not a URL \\(look at character (9|17)\\)")
                .hasNoCause();
    }

    @Test
    void its_text_has_no_query() {
        assertThat(EndpointAddress.of("IM_TOKEN_URL", "https://api.sap.com:8443/oauth/token?key=canary"))
                .hasToString("https://api.sap.com:8443/oauth/token");
    }
}
