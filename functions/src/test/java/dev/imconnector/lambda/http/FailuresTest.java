package dev.imconnector.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which status an answer has, for every type of problem that there is. */
class FailuresTest {

    /** Each type with its status; where that depends on what it was made of, with each thing that makes a difference. */
    private static final String STATUSES = """
            CircuitOpenException 502
            ClientRejectedException 502
            ClosedException 500
            CredentialsException 502 false
            CredentialsException 503 true
            EndpointAddressException 502
            EventException 500
            ImDeniedException 502
            ImRefusedException 400 400
            ImRefusedException 404 404
            ImRefusedException 409 409
            ImRefusedException 413 413
            ImRefusedException 422 422
            ImRefusedException 502 200 403 415 500 503
            ImThrottledException 429
            ImUnavailableException 502 CONNECTION_LOST SERVER_ERROR UNUSABLE_ANSWER
            ImUnavailableException 503 OVERLOADED UNREACHABLE
            ImUnavailableException 504 TIMEOUT
            InputException 500
            InputMissingException 500
            LeaseLostException 500
            LinkExpiredException 500
            LocationException 500
            MappingException 500
            NeverARunException 500
            NextLinkException 502
            NextPageException 400
            NoTimeLeftException 504
            OperationMissingException 501
            OutOfTimeException 504
            ParameterSourceException 500
            PipelineCancelLostException 502 CONNECTION_LOST OVERLOADED SERVER_ERROR UNREACHABLE UNUSABLE_ANSWER
            PipelineCancelLostException 504 TIMEOUT
            PipelineException 400 INVALID
            PipelineException 404 NOT_FOUND
            PipelineException 409 CONFLICT
            PipelineException 413 TOO_LARGE
            PipelineException 422 UNPROCESSABLE
            PipelineException 429 THROTTLED
            PipelineException 500 INTERNAL
            PipelineException 501 NOT_OFFERED
            PipelineException 502 UPSTREAM_FAULT
            PipelineException 503 UNAVAILABLE
            PipelineException 504 TIMED_OUT
            PipelineRefusedException 400 INVALID
            PipelineRefusedException 404 NOT_FOUND
            PipelineRefusedException 409 CONFLICT
            PipelineRefusedException 413 TOO_LARGE
            PipelineRefusedException 422 UNPROCESSABLE
            PipelineRefusedException 429 THROTTLED
            PipelineRefusedException 500 INTERNAL
            PipelineRefusedException 501 NOT_OFFERED
            PipelineRefusedException 502 UPSTREAM_FAULT
            PipelineRefusedException 503 UNAVAILABLE
            PipelineRefusedException 504 TIMED_OUT
            PullException 500
            PushException 500
            QueryException 400
            RotationException 500
            RowIdException 400
            RowsRepeatedException 500
            RunException 400 INVALID
            RunException 404 NOT_FOUND
            RunException 409 CONFLICT
            RunException 413 TOO_LARGE
            RunException 422 UNPROCESSABLE
            RunException 429 THROTTLED
            RunException 500  INTERNAL
            RunException 501 NOT_OFFERED
            RunException 502 UPSTREAM_FAULT
            RunException 503 UNAVAILABLE
            RunException 504 TIMED_OUT
            ScopeDeniedException 502
            SettingException 500
            StoreException 503
            TenantSetupException 500
            TimeUpException 500
            TokenAnswerException 502 false
            TokenAnswerException 503 true
            TokenRequestRefusedException 502
            TokenThrottledException 429
            TokenUnavailableException 503
            TokenWaitTimedOutException 504
            """;

    private final Failures failures = new Failures(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    /** One problem of a type, and what it was made of. */
    private record Made(Class<?> type, String how, ProblemException problem) {}

    @Test
    void every_type_of_problem_has_its_status() {
        assertThat(String.join("\n", table())).isEqualTo(STATUSES.strip());
    }

    private List<String> table() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.imconnector")
                        .stream()
                        .filter(type -> type.isAssignableTo(ProblemException.class))
                        // It brings a status of its own.
                        .filter(type -> !type.isEquivalentTo(ApiException.class))
                        .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                        .sorted(Comparator.comparing(JavaClass::getSimpleName))
                        .flatMap(type -> lines(type.reflect()))
                        .toList();
    }

    private Stream<String> lines(Class<?> type) {
        var byStatus = new TreeMap<Integer, TreeSet<String>>();
        for (var made : all(type)) {
            byStatus.computeIfAbsent(failures.answer(made.problem(), "r").status(), status -> new TreeSet<>())
                    .add(made.how());
        }
        if (byStatus.size() == 1) {
            return Stream.of(type.getSimpleName() + " " + byStatus.firstKey());
        }
        return byStatus.entrySet().stream()
                .map(each -> type.getSimpleName() + " " + each.getKey() + " " + String.join(" ", each.getValue()));
    }

    private static List<Made> all(Class<?> type) {
        var all = new ArrayList<Made>();
        for (var constructor : type.getDeclaredConstructors()) {
            constructor.setAccessible(true);
            combinations(constructor.getParameterTypes())
                    .forEach(arguments -> all.add(new Made(type, how(arguments), make(constructor, arguments))));
        }
        assertThat(all).as("ways to make %s", type).isNotEmpty();
        return all;
    }

    private static ProblemException make(Constructor<?> constructor, List<Object> arguments) {
        try {
            return (ProblemException) constructor.newInstance(arguments.toArray());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(constructor + " " + arguments, e);
        }
    }

    /** What makes a difference: a kind or a word if there is one, else a number. */
    private static String how(List<Object> arguments) {
        var words = arguments.stream()
                .flatMap(FailuresTest::parts)
                .filter(each -> each instanceof Enum || each instanceof Boolean)
                .map(Object::toString)
                .collect(Collectors.joining("+"));
        return words.isEmpty()
                ? arguments.stream()
                        .filter(Integer.class::isInstance)
                        .map(Object::toString)
                        .collect(Collectors.joining("+"))
                : words;
    }

    /** A value, or what it is made of if it is a record. */
    private static Stream<Object> parts(Object value) {
        return value instanceof Record && !(value instanceof Problem)
                ? Stream.of(value.getClass().getRecordComponents()).map(component -> of(component, value))
                : Stream.ofNullable(value);
    }

    private static Object of(RecordComponent component, Object value) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(component.toString(), e);
        }
    }

    /** All that can be made of a record that only problems are made of. */
    private static List<?> records(Class<?> type) {
        var constructor = type.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return combinations(constructor.getParameterTypes()).stream()
                .map(arguments -> made(constructor, arguments))
                .toList();
    }

    private static Object made(Constructor<?> constructor, List<Object> arguments) {
        try {
            return constructor.newInstance(arguments.toArray());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(constructor + " " + arguments, e);
        }
    }

    private static List<List<Object>> combinations(Class<?>... types) {
        List<List<Object>> all = List.of(List.of());
        for (var type : types) {
            var longer = new ArrayList<List<Object>>();
            for (var begun : all) {
                for (var value : values(type)) {
                    var more = new ArrayList<>(begun);
                    more.add(value);
                    longer.add(more);
                }
            }
            all = longer;
        }
        return all;
    }

    private static final Map<Class<?>, List<?>> VALUES = Map.of(
            String.class, List.of("text"),
            Problem.class, List.of(new Problem("CODE", "what", "fix")),
            int.class, List.of(200, 400, 403, 404, 409, 413, 415, 422, 500, 503),
            long.class, List.of(1L),
            boolean.class, List.of(true, false),
            Instant.class, List.of(Instant.EPOCH),
            Duration.class, List.of(Duration.ofSeconds(1)),
            Optional.class, List.of(Optional.empty()));

    private static List<?> values(Class<?> type) {
        if (type.getEnclosingClass() != null
                && type.isRecord()
                && ProblemException.class.isAssignableFrom(type.getEnclosingClass())) {
            return records(type);
        }
        if (type.isEnum()) {
            return List.of(type.getEnumConstants());
        }
        return Throwable.class.isAssignableFrom(type)
                ? Collections.singletonList(null)
                : VALUES.getOrDefault(type, Collections.singletonList(null));
    }
}
