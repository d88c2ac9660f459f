package dev.imconnector.source.files;

import static dev.imconnector.testkit.Inputs.HEADER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.imconnector.source.InputException;
import dev.imconnector.testkit.Inputs;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputManifestTest {

    /** Five records: a good one, one in another currency, a rejected one with an amount, and two without. */
    private static final String CONTENT = HEADER + "\n"
            + "A,P,2026-03-31,10.50,EUR,X\n"
            + "B,P,2026-03-31,-0.50,USD,X\n\n"
            + "C,P,yesterday,100,EUR,X\n"
            + "D,P,2026-03-31,1e3,EUR,X\n"
            + "E\n";

    private static final String FILE = "s3://crm/credits/a.csv";

    private static Inputs with(String manifest) {
        return Inputs.of("a.csv", CONTENT).beside("a.csv.manifest.json", manifest);
    }

    private static String sha256(byte[] content) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"rows\":5}",
                "{\"amount\":110}",
                "{\"amount\":110.000,\"rows\":5}",
                "{\"amount\":1.1e2}",
                " {\"by\":{\"rows\":\"CRM\"},\"rows\":5,\"list\":[1]} \n"
            })
    void a_manifest_that_agrees_lets_the_input_pass(String manifest) {
        assertThat(with(manifest).records()).hasSize(5);
    }

    @Test
    void the_hash_is_that_of_the_stored_bytes() throws NoSuchAlgorithmException {
        var zipped = Inputs.gzip(CONTENT);
        var input = Inputs.of("a.csv.gz", zipped)
                .beside(
                        "a.csv.gz.manifest.json",
                        "{\"sha256\":\"" + sha256(zipped).toUpperCase(java.util.Locale.ROOT) + "\"}");
        assertThat(input.records()).hasSize(5);
        assertThat(with("{\"sha256\":\"" + sha256(CONTENT.getBytes(UTF_8)) + "\"}")
                        .records())
                .hasSize(5);
    }

    static Stream<Arguments> disagreeing() throws NoSuchAlgorithmException {
        var none = "0".repeat(64);
        return Stream.of(
                arguments("{\"rows\":6}", "rows 6, the file has 5"),
                arguments("{\"rows\":0}", "rows 0, the file has 5"),
                arguments("{\"amount\":10}", "amount 10, the file has 110.00"),
                arguments("{\"rows\":5,\"amount\":110.01}", "amount 110.01, the file has 110.00"),
                arguments(
                        "{\"sha256\":\"" + none + "\"}",
                        "sha256 " + none + ", the file has " + sha256(CONTENT.getBytes(UTF_8))));
    }

    @ParameterizedTest
    @MethodSource("disagreeing")
    void a_manifest_that_disagrees_refuses_the_input(String manifest, String message) {
        var input = with(manifest);
        assertThatThrownBy(input::records).isInstanceOfSatisfying(InputException.class, e -> {
            assertThat(e.problem().code()).isEqualTo("MANIFEST_MISMATCH");
            assertThat(e.problem().message()).isEqualTo("The manifest of " + FILE + " says " + message);
        });
        assertThat(input.store.openStreams()).isZero();
    }

    @Test
    void a_manifest_is_looked_at_in_the_first_pass_only() {
        assertThat(Inputs.all(with("{\"rows\":6}").source().open(0))).hasSize(5);
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                arguments("", "it is not a JSON object"),
                arguments("[]", "it is not a JSON object"),
                arguments("{} {}", "it continues after its JSON object"),
                arguments("{\"rows\":\"5\"}", "rows is not a whole number, 0 or more"),
                arguments("{\"rows\":5.0}", "rows is not a whole number, 0 or more"),
                arguments("{\"rows\":-1}", "rows is not a whole number, 0 or more"),
                arguments("{\"rows\":99999999999999999999}", "rows is not a whole number, 0 or more"),
                arguments("{\"rows\":null}", "rows is not a whole number, 0 or more"),
                arguments("{\"amount\":\"110\"}", "amount is not a number"),
                arguments("{\"amount\":[]}", "amount is not a number"),
                arguments("{\"amount\":1" + "0".repeat(100) + "}", "amount is not a number"),
                arguments("{\"amount\":1e999999999}", "amount is not a number"),
                arguments("{\"sha256\":\"abc\"}", "sha256 is not a string of 64 hexadecimal digits"),
                arguments("{\"sha256\":1}", "sha256 is not a string of 64 hexadecimal digits"),
                arguments("{\"rows\":5,\"rows\":5}", "Duplicate field 'rows'"),
                arguments("{\"rows\":5", "Unexpected end-of-input"));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void a_manifest_that_cannot_be_understood_refuses_the_input(String manifest, String why) {
        assertThatThrownBy(() -> with(manifest).records()).isInstanceOfSatisfying(InputException.class, e -> {
            assertThat(e.problem().code()).isEqualTo("MANIFEST_INVALID");
            assertThat(e.problem().message())
                    .startsWith("The manifest " + FILE + ".manifest.json cannot be used: " + why);
        });
    }

    @Test
    void each_file_has_a_manifest_of_its_own_which_is_no_input() {
        var input = Inputs.of("a.csv", CONTENT)
                .with("a.csv.manifest.json", "{\"rows\":5}")
                .with("b.csv", HEADER + "\n")
                .with("b.csv.manifest.json", "{\"rows\":0}");
        assertThat(input.source().files()).hasSize(2);
        assertThat(input.records()).hasSize(5);
    }

    @Test
    void a_manifest_without_its_file_means_that_a_file_is_missing() {
        var input = Inputs.of("a.csv", CONTENT).with("b.csv.manifest.json", "{}");
        assertThatThrownBy(input::source).isInstanceOfSatisfying(InputException.class, e -> {
            assertThat(e.problem().code()).isEqualTo("MANIFEST_WITHOUT_FILE");
            assertThat(e.problem().message()).contains("s3://crm/credits/b.csv.manifest.json");
        });
    }
}
