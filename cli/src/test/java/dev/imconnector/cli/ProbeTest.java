package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.switches.WriteSwitches;
import dev.imconnector.sandbox.token.SandboxClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sandbox put through its switches: the probe sees each, and names the setting that follows. */
class ProbeTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final ImSandbox sandbox = ImSandbox.start(
            SandboxOptions.defaults().with(RateSwitches.RATE_LIMIT, 0).with(WriteSwitches.KNOWN_PARTICIPANTS, true),
            Clock.systemUTC());

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private int probe(String typed, String... more) {
        var environment = new HashMap<String, String>();
        environment.put("IM_TOKEN_URL", sandbox.tokenUrl().toString());
        environment.put("IM_API_URL", sandbox.apiUrl().toString());
        environment.put("ICM_CLIENT_ID", SandboxClient.WRITER.id());
        environment.put("ICM_CLIENT_SECRET", SandboxClient.WRITER.secret());
        environment.put("ICM_READER_CLIENT_ID", SandboxClient.READER.id());
        environment.put("ICM_READER_CLIENT_SECRET", SandboxClient.READER.secret());
        var arguments = new ArrayList<>(List.of("probe", "--participant", "P0000001", "--period", "2026-03"));
        arguments.addAll(Arrays.asList(more));
        return Im.execute(
                new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false,
                        environment,
                        Path.of(""),
                        new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8))),
                arguments.toArray(String[]::new));
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8).replaceAll(" +", " ");
    }

    @Test
    void asks_first_and_without_a_yes_sends_nothing() {
        assertThat(probe("no\n")).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("Is this a test tenant?")
                .contains("Nothing was sent");
        assertThat(sandbox.report().requests().total()).isZero();
    }

    @Test
    void writes_five_credits_of_its_own_at_most_and_shows_no_secret() {
        assertThat(probe("yes\n")).isZero();

        assertThat(sandbox.report().credits().stored()).isBetween(1L, 5L);
        assertThat(out.toString(StandardCharsets.UTF_8) + err)
                .doesNotContain(SandboxClient.WRITER.secret())
                .doesNotContain(SandboxClient.READER.secret())
                .doesNotContainPattern("[A-Za-z0-9_-]{40,}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', textBlock = """
            token-auth=any                 # client id and secret taken from the body and from Basic            # token-auth-style its default is right
            token-auth=body                # client id and secret taken from the body only                      # token-auth-style its default is right
            token-auth=basic               # client id and secret taken from Basic only                         # token-auth-style basic
            missing-scope=all              # token without a scope given, with the scope 'im.write'             # token-auth-style its default is right
            missing-scope=none             # token without a scope given, and may do nothing                    # token-auth-style its default is right
            missing-scope=refuse           # token without a scope refused: 400                                 # token-auth-style its default is right
            expires-in=600                 # token type Bearer, expires_in 600, scope 'im.write'                # token-auth-style its default is right
            expires-in-answer=none         # token type Bearer, expires_in (none)                               # token-auth-style its default is right
            token-type=bearer              # token type bearer                                                  # token-auth-style its default is right
            duplicate=error-exists         # the same again ERROR 'Credit already exists for sourceRef probe-   # already-exists-pattern its default is right
            duplicate=error-409            # the same again ERROR '409 Conflict'                                # already-exists-pattern its default is right
            duplicate=error-duplicate      # the same again ERROR 'Duplicate sourceRef probe-                   # already-exists-pattern its default is right
            duplicate=error-custom         # the same again ERROR 'Credit probe-                                # already-exists-pattern … |Credit \\{sourceRef\\} is there
            duplicate=status-duplicate     # the same again DUPLICATE                                           # already-exists-pattern its default is right
            duplicate=status-exists        # the same again EXISTS                                              # already-exists-pattern its default is right
            duplicate=status-already-exists # the same again ALREADY_EXISTS                                     # already-exists-pattern its default is right
            duplicate=status-conflict      # the same again CONFLICT                                            # already-exists-pattern its default is right
            duplicate=batch-409            # the same again 409 for the whole batch                             # already-exists-pattern its default is right
            bad-batch=items                # one bad credit 207, ERROR                                          # batch-size its default is right
            bad-batch=whole-400            # one bad credit refused as a whole: 400                             # batch-size its default is right
            created-status=200             # one credit 200, CREATED                                            # batch-size its default is right
            created-status=207             # one credit 207, CREATED                                            # batch-size its default is right
            mixed-status=200               # new, bad and known in one batch 200, an outcome each for 3 of 3    # batch-size its default is right
            answer-order=same              # 3 of 3, in the order of the request                                # batch-size its default is right
            answer-order=reversed          # 3 of 3, in another order than the request                          # batch-size its default is right
            omit-every=6                   # an outcome each for 2 of 3                                         # token-auth-style its default is right
            max-batch=1000                 # credits in a batch as many as were tried (200) are taken           # batch-size its default is right
            max-batch=150                  # credits in a batch 100 are taken, 200 are not                      # batch-size its default is right
            max-batch=37                   # credits in a batch 37 are taken, 38 are not                        # batch-size 37
            max-batch=37 max-batch-status=400 # credits in a batch 37 are taken, 38 are not                     # batch-size 37
            max-batch=37 bad-batch=whole-400 # credits in a batch 37 are taken, 38 are not                      # batch-size 37
            periods=2026-03                # unknown period ERROR                                               # batch-size its default is right
            periods=                       # unknown period not checked: CREATED                                # batch-size its default is right
            known-participants=false       # unknown participant not checked: CREATED                           # batch-size its default is right
            known-participants=true        # unknown participant ERROR                                          # batch-size its default is right
            bad-batch=whole-400 whole-batch-applies=nothing # nothing of it was stored                          # batch-size its default is right
            bad-batch=whole-400 whole-batch-applies=good-records # its good record was stored all the same      # batch-size its default is right
            page-size=40                   # rows of a page without $top 40                                     # page-size its default is right
            max-top=100                    # the largest page $top beyond 100 is taken as 100                   # page-size its default is right
            max-top=60 page-size=60        # the largest page $top beyond 60 is taken as 60                     # page-size 60
            max-top=250                    # the largest page $top beyond 250 is taken as 250                   # page-size 250
            top-above-max=refuse           # the largest page $top=101 is refused, 100 is taken                 # page-size its default is right
            top-above-max=refuse max-top=73 page-size=73 # $top=74 is refused, 73 is taken                      # page-size 73
            top-meaning=total              # nextLink none after $top=1 although there are more rows            # token-auth-style its default is right
            nextlink-form=absolute         # nextLink absolute, encoded; leads on                               # page-size its default is right
            nextlink-form=path             # nextLink a path, encoded; leads on                                 # page-size its default is right
            nextlink-form=relative         # nextLink relative to the API, encoded; leads on                    # page-size its default is right
            nextlink-encoded=false         # nextLink absolute, not encoded; leads on                           # page-size its default is right
            nextlink-origin=https://other.example # another than that of the API: https://other.example/        # api-url (IM_API_URL) the address by which IM calls itself there
            """)
    void each_switch_is_seen_and_its_setting_named(String switches, String seen, String setting) {
        for (var each : switches.split(" ")) {
            sandbox.set(each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1));
        }

        assertThat(probe("", "--yes", "--date", "2026-03-31"))
                .as(err.toString(StandardCharsets.UTF_8))
                .isZero();

        assertThat(text())
                .contains(seen)
                .contains(setting.contains("… ") ? setting.replaceFirst(".*… ", "") + "\n" : " " + setting + "\n");
    }

    @Test
    void the_limit_is_found_when_asked_for() {
        sandbox.set("rate-limit", "60");
        sandbox.set("retry-after", "17");

        assertThat(probe("", "--yes", "--max-batch", "0", "--find-limit")).isZero();

        assertThat(text())
                .contains("requests before a 429 60 of this probe within a minute; Retry-After 17")
                .contains(" requests-per-minute 60\n");
    }

    @Test
    void the_client_without_the_scope_is_told_what_was_said() {
        sandbox.set("token-auth", "basic");
        var reader = SandboxClient.READER;
        var environment = new HashMap<String, String>();
        environment.put("IM_TOKEN_URL", sandbox.tokenUrl().toString());
        environment.put("IM_API_URL", sandbox.apiUrl().toString());
        environment.put("ICM_CLIENT_ID", reader.id());
        environment.put("ICM_CLIENT_SECRET", "wrong-secret-of-the-reader");
        var status = Im.execute(
                new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false,
                        environment,
                        Path.of("")),
                "probe",
                "--participant",
                "P0000001",
                "--period",
                "2026-03",
                "--yes");

        assertThat(status).isEqualTo(ExitStatus.FAILED);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("PROBE_FAILED: The token endpoint refuses the client: 401")
                .doesNotContain("wrong-secret");
    }
}
