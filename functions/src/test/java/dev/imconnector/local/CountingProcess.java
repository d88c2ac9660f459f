package dev.imconnector.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imconnector.store.Location;
import dev.imconnector.store.WriteConflictException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;

/** Another process on the same files. */
final class CountingProcess {

    private CountingProcess() {}

    /** {@code count URI TIMES} adds 1 that often; {@code hold FOLDER} takes the folder's lock and keeps it. */
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("hold")) {
            hold(Path.of(arguments[1]));
        } else {
            count(Location.parse(arguments[1]), Integer.parseInt(arguments[2]));
        }
    }

    private static void count(Location object, int times) throws InterruptedException {
        var store = new FileStore(Clock.systemUTC(), duration -> Thread.sleep(duration.toMillis()));
        for (int done = 0; done < times; ) {
            var read = store.read(object).orElseThrow();
            var next = Integer.parseInt(new String(read.content(), UTF_8)) + 1;
            try {
                store.replace(object, String.valueOf(next).getBytes(UTF_8), read.version());
                done++;
            } catch (WriteConflictException e) {
                Thread.onSpinWait();
            }
        }
    }

    private static void hold(Path folder) throws Exception {
        try (var channel =
                        FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            System.out.println("held " + lock.isValid());
            System.in.read();
        }
    }
}
