package dev.imconnector.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.imconnector.im.CreditWriter;
import dev.imconnector.im.ImWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;

/** The house of docs/architecture.md: who may use whom, and where time, sleep and environment are real. */
@AnalyzeClasses(packages = "dev.imconnector", importOptions = ImportOption.DoNotIncludeTests.class)
class PackageRulesTest {

    @ArchTest
    static final ArchRule packagesUseOnlyThoseBelowThem = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("lambda")
            .definedBy("..lambda..")
            .layer("use cases")
            .definedBy("..push..", "..pull..", "..manage..", "..reconcile..")
            .layer("mapping")
            .definedBy("..mapping..")
            .layer("im")
            .definedBy("..im..")
            .layer("run")
            .definedBy("dev.imconnector.run..")
            .layer("oauth")
            .definedBy("..oauth..")
            .layer("settings")
            .definedBy("..settings..")
            .layer("adapters")
            .definedBy("..aws..", "..local..")
            .whereLayer("lambda")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("use cases")
            .mayOnlyBeAccessedByLayers("lambda")
            .whereLayer("mapping")
            .mayOnlyBeAccessedByLayers("lambda", "use cases")
            .whereLayer("im")
            .mayOnlyBeAccessedByLayers("lambda", "use cases", "mapping")
            .whereLayer("settings")
            .mayOnlyBeAccessedByLayers("lambda", "adapters")
            .whereLayer("adapters")
            .mayOnlyBeAccessedByLayers("lambda")
            .whereLayer("run")
            .mayOnlyBeAccessedByLayers("lambda", "use cases", "mapping", "settings", "adapters")
            .because("an arrow of docs/architecture.md means \"may use\"; turn the dependency round with a port");

    @ArchTest
    static final ArchRule packagesHaveNoCycles = SlicesRuleDefinition.slices()
            .matching("dev.imconnector.(*)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule theTokenCoreKnowsNothingOfImOrAws = noClasses()
            .that()
            .resideInAPackage("..oauth..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon..", "com.amazonaws..", "dev.imconnector.im..", "dev.imconnector.run..")
            .because("the token core must be of use to others as it is");

    @ArchTest
    static final ArchRule awsIsSpokenToInOnePackage = noClasses()
            .that()
            .resideOutsideOfPackages("..aws..", "..lambda..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk..")
            .because("everything else must run without AWS; put it behind a port and into dev.imconnector.aws");

    @ArchTest
    static final ArchRule whoReadsCannotWrite = noClasses()
            .that()
            .resideInAnyPackage("..pull..", "..reconcile..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ImWriter.class, CreditWriter.class)
            .because("a function with the reader's credentials must not be able to write; take an ImReader");

    @ArchTest
    static final ArchRule timeComesInThroughTheConstructor = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.imconnector.lambda.Platform")
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
            .because("time and sleep are real in dev.imconnector.lambda.Platform only; take a Clock or a Sleeper");

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
}
