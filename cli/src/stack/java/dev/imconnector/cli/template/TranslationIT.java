package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.imconnector.cli.stack.LocalAws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs SAM's translator itself: the plain tests read what it printed. */
class TranslationIT {

    private static final LocalAws AWS = new LocalAws(Repository.file(""), LocalAws.DEFAULT_PORT, Map.of());

    @TempDir
    private Path folder;

    @BeforeAll
    static void installSam() throws InterruptedException {
        var status = AWS.attempt("sam", "--version").status();
        if (status == LocalAws.SOMETHING_MISSING && !"true".equals(System.getenv("CI"))) {
            abort("local-aws/stack misses something (see above)");
        }
        if (status != 0) {
            fail("There is no SAM CLI, see above");
        }
    }

    @Test
    void what_the_plain_tests_read_is_what_sam_makes_of_the_template_today() throws InterruptedException {
        var today = Translated.parse(AWS.ask("translate"));

        assertThat(Translated.ofTheRepository())
                .as("%s is old. Write it anew: local-aws/stack translate > %s", Translated.FILE, Translated.FILE)
                .isEqualTo(today);
    }

    /** With its conditions as they come out: cfn-lint alone does not look into each of their branches. */
    @Test
    void the_template_of_each_kind_of_account_is_sound() throws InterruptedException, IOException {
        var template = Translated.ofTheRepository().whole(Template.ofTheRepository());
        var command = new ArrayList<>(List.of("lint"));
        for (var account : Accounts.eachBranch()) {
            var file = folder.resolve("account-" + command.size() + ".json");
            Files.writeString(file, new Deployment(template, account).whole().toString());
            command.add(file.toString());
        }

        var lint = AWS.attempt(command.toArray(String[]::new));

        assertThat(lint.output()).isEmpty();
        assertThat(lint.status()).isZero();
    }

    @Test
    void a_template_that_is_unsound_is_found() throws InterruptedException, IOException {
        var file = folder.resolve("bad.json");
        Files.writeString(
                file,
                "{\"Resources\":{\"Topic\":{\"Type\":\"AWS::SNS::Topic\",\"Properties\":{\"DisplayName\":{\"Ref\":\"Nothing\"}}}}}");

        assertThat(AWS.attempt("lint", file.toString()).output()).contains("Nothing");
    }
}
