package dev.imconnector.sandbox;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** The rooms of the sandbox: who may use whom. */
@AnalyzeClasses(packages = "dev.imconnector.sandbox", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

    private static final String SANDBOX = "dev.imconnector.sandbox";

    private static final List<String> ROOMS = List.of(
            "server",
            "token",
            "write",
            "read",
            "fault",
            "query",
            "tenant",
            "tenant endpoints",
            "tenant forms",
            "tenant store",
            "tenant model",
            "state",
            "switches",
            "http");

    @ArchTest
    static final ArchRule roomsUseOnlyThoseBelowThem = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(SANDBOX + "..")
            .layer("server")
            .definedBy(SANDBOX)
            .layer("token")
            .definedBy(SANDBOX + ".token")
            .layer("write")
            .definedBy(SANDBOX + ".write")
            .layer("read")
            .definedBy(SANDBOX + ".read")
            .layer("fault")
            .definedBy(SANDBOX + ".fault")
            .layer("query")
            .definedBy(SANDBOX + ".read.query")
            .layer("tenant")
            .definedBy(SANDBOX + ".tenant")
            .layer("tenant endpoints")
            .definedBy(SANDBOX + ".tenant.read", SANDBOX + ".tenant.write", SANDBOX + ".tenant.run")
            .layer("tenant forms")
            .definedBy(SANDBOX + ".tenant.query", SANDBOX + ".tenant.view")
            .layer("tenant store")
            .definedBy(SANDBOX + ".tenant.store")
            .layer("tenant model")
            .definedBy(SANDBOX + ".tenant.model")
            .layer("state")
            .definedBy(SANDBOX + ".state")
            .layer("switches")
            .definedBy(SANDBOX + ".switches")
            .layer("http")
            .definedBy(SANDBOX + ".http")
            .whereLayer("server")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("tenant")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("tenant endpoints")
            .mayOnlyBeAccessedByLayers("tenant")
            .whereLayer("tenant forms")
            .mayOnlyBeAccessedByLayers("tenant", "tenant endpoints")
            .whereLayer("tenant store")
            .mayOnlyBeAccessedByLayers("server", "tenant", "tenant endpoints", "tenant forms")
            .whereLayer("tenant model")
            .mayOnlyBeAccessedByLayers("tenant", "tenant endpoints", "tenant forms", "tenant store")
            .whereLayer("token")
            .mayOnlyBeAccessedByLayers("server", "tenant")
            .whereLayer("write")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("read")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("fault")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("query")
            .mayOnlyBeAccessedByLayers("server", "read")
            .whereLayer("state")
            .mayOnlyBeAccessedByLayers(
                    "server", "token", "write", "read", "query", "tenant", "tenant endpoints", "tenant store")
            .whereLayer("switches")
            .mayOnlyBeAccessedByLayers(everyRoomBut("switches", "http", "tenant model"))
            .whereLayer("http")
            .mayOnlyBeAccessedByLayers(everyRoomBut("http"))
            .ensureAllClassesAreContainedInArchitecture()
            .because("a room may use only rooms below it: move what both need down, or hand it in from ImSandbox");

    @ArchTest
    static final ArchRule roomsHaveNoCycles = slices().matching(SANDBOX + ".(**)")
            .should()
            .beFreeOfCycles()
            .because("rooms that use each other are one room: move what both need into the lower one");

    @ArchTest
    static final ArchRule theWitnessUsesNothingOfTheFunctions = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("dev.imconnector..").and(resideOutsideOfPackage(SANDBOX + "..")))
            .because("a witness that shares code with whom it watches shares its errors: write it anew here");

    @ArchTest
    static final ArchRule socketsAreOpenedInOnePlace = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(SANDBOX + ".HttpFront")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.sun.net.httpserver..")
            .because(
                    "all but HttpFront must be testable without a socket: take a SandboxRequest, give a SandboxAnswer");

    @ArchTest
    static final ArchRule timeComesInThroughTheConstructor = noClasses()
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
            .because("a test moves the time that the sandbox sees: take the Clock that ImSandbox is given");

    private static String[] everyRoomBut(String... some) {
        return ROOMS.stream().filter(room -> !List.of(some).contains(room)).toArray(String[]::new);
    }
}
