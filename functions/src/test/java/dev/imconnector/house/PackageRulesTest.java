package dev.imconnector.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.imconnector.im.ImRequest;
import dev.imconnector.im.Protocol;
import dev.imconnector.im.dialect.WriteDialect;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Stream;

/** The house of docs/architecture.md: who may use whom, and where time, sleep and environment are real. */
@AnalyzeClasses(packages = "dev.imconnector", importOptions = ImportOption.DoNotIncludeTests.class)
class PackageRulesTest {

    @ArchTest
    static final ArchRule problemsKnowNothingElse =
            room("problem").mayUse().because("everything may say what is wrong, so this room depends on nothing");

    @ArchTest
    static final ArchRule timeKnowsProblemsOnly = room("time")
            .mayUse("problem")
            .because("time is the cellar of the house: put what needs more into the room that needs it");

    @ArchTest
    static final ArchRule hashingKnowsProblemsOnly = room("hashing")
            .mayUse("problem")
            .because("hashing is the cellar of the house: put what needs more into the room that needs it");

    @ArchTest
    static final ArchRule httpKnowsNeitherTokensNorIm = room("http")
            .mayUse("problem", "time")
            .because("an HTTP exchange is the same whoever makes it: hand in what it must know");

    @ArchTest
    static final ArchRule theStoreKnowsNeitherRunsNorCredits = room("store")
            .mayUse("problem", "time")
            .because("an object store is the same whatever is stored: hand in what it must know");

    @ArchTest
    static final ArchRule aCreditKnowsNobodyWhoReadsMapsOrSendsIt = room("credit")
            .mayUse("problem", "hashing")
            .because("the rules of a credit hold wherever it comes from and goes to");

    @ArchTest
    static final ArchRule theTokenCoreKnowsNothingOfImOrRuns =
            room("oauth").mayUse("problem", "time", "http").because("the token core must be of use to others as it is");

    @ArchTest
    static final ArchRule imKnowsNeitherRunsNorFiles = room("im")
            .mayUse("problem", "time", "http", "oauth", "credit")
            .because("IM is a set of methods here: hand in what a call must know");

    @ArchTest
    static final ArchRule aMappingKnowsNeitherItsReaderNorIm = room("mapping")
            .mayUse("problem", "credit", "store")
            .because("a mapping makes a credit of any record, whoever has read it");

    @ArchTest
    static final ArchRule aSourceKnowsNobodyWhoUsesIt = room("source")
            .mayUse("problem", "hashing", "credit", "store", "mapping")
            .because("an export is read the same whatever becomes of it: hand in values, not the push itself");

    @ArchTest
    static final ArchRule runsKnowNoUseCase = room("run")
            .mayUse("problem", "time", "store", "hashing", "credit")
            .because("what makes a run one run is the same for each use case");

    @ArchTest
    static final ArchRule theReportKnowsTheRunOnly = room("report")
            .mayUse("problem", "time", "store", "credit", "run")
            .because("the page for people is made of the record and of what the run kept for it");

    @ArchTest
    static final ArchRule thePushKnowsOnlyRoomsBelowIt = room("push")
            .mayUse("problem", "time", "hashing", "http", "store", "credit", "im", "mapping", "source", "run", "report")
            .because("a use case knows no handler, no setting and no AWS: hand in what it must know");

    @ArchTest
    static final ArchRule thePullKnowsOnlyRoomsBelowIt = room("pull")
            .mayUse("problem", "time", "hashing", "http", "store", "im", "run", "report")
            .because("a use case knows no handler, no setting and no AWS: hand in what it must know");

    @ArchTest
    static final ArchRule theComparisonStandsOnPushAndPull = room("reconcile")
            .mayUse(
                    "problem", "time", "hashing", "http", "store", "credit", "im", "mapping", "source", "run", "report",
                    "push", "pull")
            .because("a use case knows no handler, no setting and no AWS: hand in what it must know");

    @ArchTest
    static final ArchRule managementKnowsOnlyRoomsBelowIt = room("manage")
            .mayUse("problem", "time", "hashing", "store", "http", "oauth", "im", "run", "push")
            .because("a use case knows no handler, no setting and no AWS: hand in what it must know");

    @ArchTest
    static final ArchRule settingsKnowNobodyWhoUsesThem = room("settings")
            .mayUse("problem", "time", "http", "store", "credit", "oauth")
            .because("settings are values: app makes of them what the rooms take");

    @ArchTest
    static final ArchRule awsKnowsItsPortsOnly = room("aws")
            .mayUse("problem", "time", "store", "oauth", "settings")
            .because("an adapter implements ports and decides nothing");

    @ArchTest
    static final ArchRule localKnowsItsPortsOnly = room("local")
            .mayUse("problem", "time", "store", "oauth")
            .because("an adapter implements ports and decides nothing");

    @ArchTest
    static final ArchRule metricsKnowWhatTheyMeasure = room("metrics")
            .mayUse("problem", "time", "http", "oauth", "settings", "run", "push", "pull", "reconcile", "manage")
            .because("metrics are told what happened: they must not reach for the composition root");

    @ArchTest
    static final ArchRule onlyHandlersKnowTheCompositionRoot = noClasses()
            .that()
            .resideOutsideOfPackages("dev.imconnector.app..", "dev.imconnector.lambda..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.imconnector.app..", "dev.imconnector.lambda..")
            .because("the composition root puts the rooms together: take what you need through the constructor");

    @ArchTest
    static final ArchRule handlersKnowNoAdapter = noClasses()
            .that()
            .resideInAPackage("dev.imconnector.lambda..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.imconnector.aws..", "dev.imconnector.local..")
            .because("app chooses between AWS and files: ask it for what you need");

    @ArchTest
    static final ArchRule theConnectionKnowsNoDialect = noClasses()
            .that()
            .resideInAPackage("dev.imconnector.im")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.imconnector.im.*..")
            .because("tokens, retries and deadlines are the same in every dialect: the Protocol says what differs");

    @ArchTest
    static final ArchRule aDialectKnowsNobodyWhoSpeaksIt = noClasses()
            .that()
            .resideInAPackage("dev.imconnector.im.dialect..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.imconnector.im.read..", "dev.imconnector.im.write..")
            .because("a dialect makes requests and reads answers; what to read and write is decided above it");

    @ArchTest
    static final ArchRule readingAndWritingKnowNotWhichDialect = noClasses()
            .that()
            .resideOutsideOfPackages("dev.imconnector.im.dialect.*..", "dev.imconnector.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.imconnector.im.dialect.*..")
            .because("only app chooses a dialect: take a Dialect, or the half of it that is needed");

    @ArchTest
    static final ArchRule roomsOfImHaveNoCycles = SlicesRuleDefinition.slices()
            .matching("dev.imconnector.im.(*)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesHaveNoCycles = SlicesRuleDefinition.slices()
            .matching("dev.imconnector.(*)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule awsIsSpokenToInOnePackage = noClasses()
            .that()
            .resideOutsideOfPackages("..aws..", "..app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk..")
            .because("everything else must run without AWS; put it behind a port and into dev.imconnector.aws");

    @ArchTest
    static final ArchRule whoReadsCannotWrite = noClasses()
            .that()
            .resideInAnyPackage("..pull..", "..reconcile..", "..im.read..")
            .should()
            .dependOnClassesThat(resideInAPackage("..im.write..").or(type(WriteDialect.class)))
            .because("a function with the reader's credentials must not be able to write; take an ImReader");

    @ArchTest
    static final ArchRule onlyTheRoomsOfImSendRequests = noClasses()
            .that()
            .resideOutsideOfPackages("dev.imconnector.im..", "dev.imconnector.app..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ImRequest.class, Protocol.class)
            .because("a request is made by the dialect: ask an ImReader, an ImWriter or a CreditSubmission")
            .allowEmptyShould(false);

    @ArchTest
    static final ArchRule timeComesInThroughTheConstructor = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.imconnector.app.Platform")
            .should()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .because("time and sleep are real in dev.imconnector.app.Platform only; take a Clock or a Sleeper");

    @ArchTest
    static final ArchRule theEnvironmentComesInThroughTheConstructor = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Handler")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .because("only the handlers' own constructors read the environment; take it as a Map");

    @ArchTest
    static final ArchRule handlersTakeStreams = classes()
            .that()
            .haveSimpleNameEndingWith("Handler")
            .and()
            .resideInAPackage("..lambda..")
            .should()
            .implement(com.amazonaws.services.lambda.runtime.RequestStreamHandler.class)
            .because("Lambda's own POJO serialisation uses a Jackson of its own");

    @ArchTest
    static final ArchRule fieldsAreNotPublic = fields().that()
            .areNotStatic()
            .should()
            .notHaveModifier(JavaModifier.PUBLIC)
            .because("a public field cannot keep its promises");

    /** The rules of one room: it uses itself, and those named, and no other room of the house. */
    private record Room(String name) {

        private ArchRule mayUse(String... others) {
            var known = Stream.concat(Stream.of(name), Stream.of(others))
                    .map(each -> "dev.imconnector." + each + "..")
                    .toArray(String[]::new);
            return noClasses()
                    .that()
                    .resideInAPackage("dev.imconnector." + name + "..")
                    .should()
                    .dependOnClassesThat(resideInAPackage("dev.imconnector..").and(resideOutsideOfPackages(known)))
                    .allowEmptyShould(true);
        }
    }

    private static Room room(String name) {
        return new Room(name);
    }
}
