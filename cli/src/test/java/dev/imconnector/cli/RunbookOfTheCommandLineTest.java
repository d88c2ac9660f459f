package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.cli.runbook.RunbookBlock;
import dev.imconnector.cli.runbook.RunbookPage;
import dev.imconnector.cli.runbook.RunbookWalk;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.token.SandboxClient;
import dev.imconnector.testkit.SimulatedSecretsManager;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Types what the runbook tells people to type, as far as it needs nothing of AWS, and compares what it shows. The rest is
 * run in the local AWS, by {@code RunbookIT}.
 */
class RunbookOfTheCommandLineTest {

    private static final String NIGHT = "push-2026-03-01";

    private static final String CREDITS = """
            sourceRef,participantId,transactionDate,amount,currencyCode,periodId
            A-1,P-00001,2026-03-01,1.50,EUR,2026-03
            A-2,P-00002,2026-03-01,2.50,EUR,2026-03
            A-3,P-00003,2026-03-01,3.50,EUR,2026-03
            """;

    @TempDir
    Path worlds;

    private final RunbookPage page = RunbookPage.ofTheRepository();
    private final Map<String, String> environment = new HashMap<>();
    private Path folder;
    private ImSandbox im;
    private SimulatedSecretsManager secrets;
    private String typed = "";

    @TestFactory
    Stream<DynamicTest> every_command_of_the_runbook_that_needs_no_aws_does_what_the_page_shows() {
        var walks = new HashMap<String, Consumer<RunbookWalk>>();
        walks.put("before-the-first-command", this::firstLook);
        walks.put("push-failed", this::firstLook);
        walks.put("push-waiting", this::waiting);
        walks.put("run-duration", this::anyNight);
        walks.put("rejects", this::rejects);
        walks.put("the-wrong-file-was-pushed", this::wrongFile);
        walks.put("did-this-credit-go-out-what-is-still-missing", this::proof);
        walks.put("a-new-client-secret-without-a-night-lost", this::rotation);
        walks.put("im-was-restored-from-a-backup", this::restored);
        walks.put("the-bucket-is-lost", this::whatImHolds);
        walks.put("a-secret-has-leaked", this::notFromHere);
        return RunbookWalk.tests(ofTheCommandLine(), walks, this::inANewWorld);
    }

    @Test
    void every_command_within_a_sentence_is_one_that_there_is() {
        assertThat(page.mentioned()).hasSizeGreaterThan(3).allSatisfy(mentioned -> {
            var words = mentioned.replaceFirst("^(\\./)?im ", "").split(" ");
            var command = Im.commandLine(Console.real()).getSubcommands().get(words[0]);
            assertThat(command).isNotNull();
            assertThat(words)
                    .filteredOn(word -> word.startsWith("--"))
                    .allSatisfy(option -> assertThat(command.getCommandSpec().findOption(option))
                            .isNotNull());
        });
    }

    private Map<String, List<RunbookBlock>> ofTheCommandLine() {
        var all = new LinkedHashMap<String, List<RunbookBlock>>();
        page.steps()
                .forEach((step, blocks) -> blocks.stream()
                        .filter(RunbookBlock::isOfTheCommandLineAlone)
                        .forEach(block -> all.computeIfAbsent(step, anchor -> new ArrayList<>())
                                .add(block)));
        return all;
    }

    // ---- The steps

    private void firstLook(RunbookWalk walk) {
        environment.put("ICM_CLIENT_SECRET", "not-the-right-one");
        push(NIGHT, CREDITS);
        walk.next();
    }

    private void waiting(RunbookWalk walk) {
        im.set("fault", "always status 503");
        push(NIGHT, CREDITS, "--once");
        walk.next();
    }

    private void anyNight(RunbookWalk walk) {
        push(NIGHT, CREDITS);
        walk.next();
    }

    private void rejects(RunbookWalk walk) {
        push(NIGHT, CREDITS + "A-4,P-00001,2026-03-01,x,EUR,2026-03\n");
        walk.next();
    }

    private void wrongFile(RunbookWalk walk) {
        environment.put("IM_BATCH_SIZE", "1");
        environment.put("IM_MAX_IN_FLIGHT", "1");
        im.set("fault", "nth 3 status 503 on batch");
        push(NIGHT, CREDITS, "--once");
        walk.next();
        push(NIGHT, CREDITS);
        assertThat(walk.next()).contains("created        2", "STOPPED");
        assertThat(walk.next()).contains("2 reversals", "-4.00 EUR");

        type("push", ".im/reversals/reverse-push-2026-03-01.csv", "--run-id", "reverse-2026-03-01");
        walk.next(block -> block.with("<sourceRef>", "A-2"));
        assertThat(im.credit("REV-A-2").orElseThrow().amount()).startsWith("-2.5");
        assertThat(im.report().credits().stored()).isEqualTo(4);
    }

    private void proof(RunbookWalk walk) {
        push(NIGHT, CREDITS + "A-4,P-00001,2026-03-01,x,EUR,2026-03\n");
        walk.next(block -> block.with("<sourceRef>", "A-1"));
        walk.next();
    }

    private void rotation(RunbookWalk walk) {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        environment.putAll(secrets.environment());
        secrets.current("v1", SandboxClient.WRITER.id(), "forgotten");
        typed = SandboxClient.WRITER.secret() + "\n";
        walk.next(block -> block.with("\"$(output WriterClientSecretId)\"", "w"));
        assertThat(secrets.value("AWSCURRENT")).contains(SandboxClient.WRITER.secret());
    }

    private void restored(RunbookWalk walk) {
        push(NIGHT, CREDITS);
        walk.next();
        im.close();
        im = sandbox();
        push("restored-2026-03-01", CREDITS);
        walk.next(block -> block.with("<sourceRef>", "A-3"));
        assertThat(im.report().credits().stored()).isEqualTo(3);
    }

    private void whatImHolds(RunbookWalk walk) {
        push(NIGHT, CREDITS);
        assertThat(walk.next()).contains("Rows             3");
    }

    private void notFromHere(RunbookWalk walk) {
        push(NIGHT, CREDITS);
        walk.next(block -> block.with("<sourceRef>", "somebody-elses"));
    }

    // ---- The world

    private void inANewWorld(List<RunbookBlock> blocks, Consumer<RunbookWalk> walk) {
        environment.clear();
        environment.put("ICM_CLIENT_ID", SandboxClient.WRITER.id());
        environment.put("ICM_CLIENT_SECRET", SandboxClient.WRITER.secret());
        environment.put("ICM_READER_CLIENT_ID", SandboxClient.READER.id());
        environment.put("ICM_READER_CLIENT_SECRET", SandboxClient.READER.secret());
        environment.put("IM_MAX_ATTEMPTS", "1");
        environment.put("IM_REJECT_THRESHOLD_PERCENT", "50");
        im = sandbox();
        try (var world = new SimulatedSecretsManager()) {
            secrets = world;
            folder = Files.createTempDirectory(worlds, "world");
            RunbookWalk.follow(blocks, walk, this::run);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            im.close();
        }
    }

    private ImSandbox sandbox() {
        var started = ImSandbox.start(SandboxOptions.defaults().with(RateSwitches.RATE_LIMIT, 0), Clock.systemUTC());
        environment.put("IM_TOKEN_URL", started.tokenUrl().toString());
        environment.put("IM_API_URL", started.apiUrl().toString());
        return started;
    }

    /** A push of the night's export, whatever becomes of it. */
    private void push(String runId, String credits, String... options) {
        export(credits);
        type(Stream.concat(Stream.of("push", "exports/2026-03-01/credits.csv", "--run-id", runId), Stream.of(options))
                .toArray(String[]::new));
    }

    /** Once only: a run belongs to the file as it was. */
    private void export(String credits) {
        var file = folder.resolve("exports/2026-03-01/credits.csv");
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, credits);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String run(RunbookBlock block) {
        var output = new ByteArrayOutputStream();
        var status = 0;
        for (var command : block.commands().lines().toList()) {
            var words = command.replace("./im ", "").split(" ");
            status = Im.execute(console(output), words);
        }
        var text = output.toString(StandardCharsets.UTF_8);
        block.requireOutput(text, status);
        return text;
    }

    private void type(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (words[i].endsWith(".csv")) {
                words[i] = folder.resolve(words[i]).toString();
            }
        }
        Im.execute(console(new ByteArrayOutputStream()), words);
    }

    private Console console(ByteArrayOutputStream output) {
        var stream = new PrintStream(output, true, StandardCharsets.UTF_8);
        return new Console(
                stream,
                stream,
                false,
                Map.copyOf(environment),
                folder,
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
    }
}
