package dev.imconnector.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.zip.GZIPInputStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/**
 * Hears all that is said until it is closed: every log line from DEBUG on, whoever writes it (the connector, the SDK,
 * the JDK's own loggers at ALL), what is printed, and whatever is {@link #heard}.
 */
public final class Eavesdropper implements AutoCloseable {

    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final LoggerContext log4j = (LoggerContext) LogManager.getContext(false);
    private final Map<String, Level> levels = new HashMap<>();
    private final Appender appender = new Appender();
    private final Logger jdkRoot = Logger.getLogger("");
    private final java.util.logging.Level jdkLevel = jdkRoot.getLevel();
    private final JdkHandler jdkHandler = new JdkHandler();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    /** Every event of log4j, with its stack trace. */
    private final class Appender extends AbstractAppender {

        Appender() {
            super("eavesdropper", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            heard(event.getLoggerName() + " " + event.getMessage().getFormattedMessage() + " "
                    + event.getContextData());
            heard(event.getThrown());
        }
    }

    /** Every record of the JDK's loggers. */
    private final class JdkHandler extends Handler {

        @Override
        public void publish(LogRecord line) {
            heard(line.getLoggerName() + " " + line.getMessage() + " " + Arrays.toString(line.getParameters()));
            heard(line.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    public Eavesdropper() {
        var configuration = log4j.getConfiguration();
        configuration.getLoggers().forEach((name, logger) -> {
            levels.put(name, logger.getLevel());
            logger.setLevel(Level.DEBUG);
        });
        appender.start();
        configuration.getRootLogger().addAppender(appender, Level.DEBUG, null);
        log4j.updateLoggers();
        jdkRoot.setLevel(java.util.logging.Level.ALL);
        jdkHandler.setLevel(java.util.logging.Level.ALL);
        jdkRoot.addHandler(jdkHandler);
        var copy = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(copy);
        System.setErr(copy);
    }

    /** Leaves the JDK's own loggers out from now on: they write a hundred lines a request. */
    public Eavesdropper deafToTheJdk() {
        jdkRoot.setLevel(jdkLevel);
        return this;
    }

    public void heard(String text) {
        texts.add(text);
    }

    /** An exception with all that hangs on it. */
    public void heard(Throwable failure) {
        if (failure != null) {
            var trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace, true));
            texts.add(trace.toString());
        }
    }

    /** Every file below a folder, by name and content, unpacked where need be. */
    public void heardFiles(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                texts.add(file + "\n" + content(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        if (bytes.length > 1 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b) {
            try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                bytes = unpacked.readAllBytes();
            }
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** All that was heard so far. */
    public List<String> texts() {
        var all = new ArrayList<>(texts);
        all.add(printed.toString(StandardCharsets.UTF_8));
        return all;
    }

    /** The lines that were printed so far. */
    public List<String> printedLines() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Override
    public void close() {
        System.setOut(out);
        System.setErr(err);
        jdkRoot.removeHandler(jdkHandler);
        jdkRoot.setLevel(jdkLevel);
        var configuration = log4j.getConfiguration();
        configuration.getRootLogger().removeAppender(appender.getName());
        levels.forEach((name, level) -> configuration.getLoggers().get(name).setLevel(level));
        log4j.updateLoggers();
        appender.stop();
    }
}
