package dev.imconnector.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imconnector.aws.AwsClients;
import dev.imconnector.aws.S3Store;
import dev.imconnector.aws.SsmParameters;
import dev.imconnector.oauth.Deadline;
import dev.imconnector.run.Location;
import dev.imconnector.run.ObjectStores;
import dev.imconnector.settings.SettingsReader;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/** Wires stores, settings and credentials as a composition root does, and uses files only. */
final class FileOnlyProcess {

    private FileOnlyProcess() {}

    public static void main(String[] arguments) {
        var environment = Map.of("ICM_CLIENT_ID", "a", "ICM_CLIENT_SECRET", "b", "RUNS_LOCATION", arguments[0]);
        var stores = new ObjectStores(Map.of(
                "file",
                () -> new FileStore(Clock.systemUTC(), duration -> Thread.sleep(duration.toMillis())),
                "s3",
                () -> new S3Store(new AwsClients(environment).s3())));
        var settings = new SettingsReader(
                environment,
                path -> new SsmParameters(new AwsClients(environment).ssm()).parameters(path),
                Clock.systemUTC());
        new EnvironmentCredentials(environment).read(new Deadline(Instant.MAX));
        var object = settings.read().runsLocation().resolve("run.json");
        stores.write(object, "x".getBytes(UTF_8));
        System.out.println(
                "read " + stores.read(Location.parse(object.toString())).isPresent());
    }
}
