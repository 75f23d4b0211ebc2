package io.sectorzero.suites.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.sectorzero.failure.SectorZeroException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The directions of the house: which room may enter which, and who may touch the clock, threads and natives. */
class HouseRulesTest {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.sectorzero");

    private static final String ROOT = "io.sectorzero.";
    private static final Set<String> FLOOR = Set.of("time", "memory", "failure", "description", "link", "trace", "bench");

    /** Room to the rooms it may enter, besides itself and what belongs to Java. */
    private static final Map<String, Set<String>> DIRECTIONS = new TreeMap<>(Map.ofEntries(
            Map.entry("time", Set.of()),
            Map.entry("memory", Set.of()),
            Map.entry("failure", Set.of("memory")),
            Map.entry("description", Set.of("failure")),
            Map.entry("link", Set.of("time", "memory", "failure")),
            Map.entry("trace", Set.of("time", "memory", "link", "failure")),
            Map.entry("bench", Set.of("time", "memory", "failure", "description", "link", "trace")),
            Map.entry("replay", FLOOR),
            Map.entry("hardware", FLOOR),
            Map.entry("image", Set.of("memory", "failure")),
            Map.entry("device", Set.of("memory", "failure", "description")),
            Map.entry("protocol", Set.of("time", "memory", "failure", "link")),
            Map.entry("examination", and(FLOOR, "device")),
            Map.entry("flash", and(FLOOR, "image", "device", "protocol", "examination")),
            Map.entry("cli", and(FLOOR, "replay", "hardware", "image", "device", "examination", "flash", "protocol")),
            Map.entry("sim.world", Set.of("time")),
            Map.entry("sim.silicon", Set.of("memory")),
            Map.entry("sim.fault", Set.of("memory")),
            Map.entry("sim.cortexm", Set.of("sim.silicon")),
            Map.entry("sim.stm32f412", Set.of("memory", "sim.world", "sim.wire", "sim.silicon", "sim.cortexm")),
            Map.entry("sim.debugport", Set.of("sim.world", "sim.silicon", "sim.cortexm", "sim.stm32f412")),
            Map.entry("sim.wire", Set.of("sim.world")),
            Map.entry("sim.usb", Set.of("memory", "sim.world")),
            Map.entry("sim.rom", Set.of("memory", "sim.world", "sim.wire", "sim.usb", "sim.silicon", "sim.stm32f412")),
            Map.entry("sim.guest", FLOOR),
            Map.entry("sim.stlink", Set.of("memory", "sim.world", "sim.usb", "sim.debugport")),
            Map.entry("sim.board", and(FLOOR, "sim.world", "sim.wire", "sim.usb", "sim.silicon", "sim.stm32f412", "sim.rom", "sim.debugport", "sim.stlink", "sim.fault")),
            Map.entry("sim.bench", and(FLOOR, "sim.world", "sim.wire", "sim.usb", "sim.debugport", "sim.board", "sim.fault")),
            Map.entry("sim.serve", and(FLOOR, "sim.world", "sim.usb", "sim.board", "sim.fault"))));

    private static final Map<String, List<String>> OWNED_LIBRARIES = Map.of(
            "org.tomlj..", List.of("description"),
            "com.fazecast..", List.of("hardware"),
            "org.usb4java..", List.of("hardware"),
            "net.fornwall..", List.of("image"),
            "picocli..", List.of("cli"),
            "com.fasterxml..", List.of("cli"),
            "com.sun.jna..", List.of("sim.serve"));

    @Test
    void every_room_has_a_place_in_the_directions() {
        assertThat(DIRECTIONS.keySet()).containsAll(rooms());
    }

    @Test
    void every_room_in_the_directions_is_there() {
        var named = new TreeSet<>(DIRECTIONS.keySet());
        DIRECTIONS.values().forEach(named::addAll);

        assertThat(rooms()).containsAll(named);
    }

    @TestFactory
    List<DynamicTest> a_room_enters_only_the_rooms_it_may() {
        return DIRECTIONS.keySet().stream().map(room -> DynamicTest.dynamicTest(room, () -> {
            var allowed = new TreeSet<>(DIRECTIONS.get(room));
            allowed.add(room);
            noClasses().that(resideInAnyPackage(inRoom(room)))
                    .should().dependOnClassesThat(resideInAnyPackage("io.sectorzero..")
                            .and(resideOutsideOfPackages(allowed.stream().flatMap(r -> List.of(inRoom(r)).stream()).toArray(String[]::new))))
                    .allowEmptyShould(true)
                    .check(HOUSE);
        })).toList();
    }

    @TestFactory
    List<DynamicTest> a_library_is_touched_by_its_owner_alone() {
        return OWNED_LIBRARIES.entrySet().stream().map(owned -> DynamicTest.dynamicTest(owned.getKey(), () ->
                noClasses().that(resideOutsideOfPackages(owned.getValue().stream()
                                .flatMap(r -> List.of(inRoom(r)).stream()).toArray(String[]::new)))
                        .should().dependOnClassesThat().resideInAnyPackage(owned.getKey())
                        .check(HOUSE))).toList();
    }

    @Test
    void clocks_threads_and_chance_live_only_at_the_edges() {
        var edges = resideInAnyPackage("io.sectorzero.time", "io.sectorzero.hardware", "io.sectorzero.sim.serve",
                "io.sectorzero.sim.guest", "io.sectorzero.cli", "io.sectorzero.hil..");
        for (String call : List.of("nanoTime", "currentTimeMillis")) {
            noClasses().that(not(edges)).should().callMethod(System.class, call).check(HOUSE);
        }
        noClasses().that(not(edges)).should().dependOnClassesThat().areAssignableTo(Thread.class)
                .orShould().dependOnClassesThat().areAssignableTo(Random.class)
                .orShould().dependOnClassesThat().areAssignableTo(ThreadLocalRandom.class)
                .orShould().dependOnClassesThat().areAssignableTo(Instant.class)
                .orShould().dependOnClassesThat().areAssignableTo(Clock.class)
                .orShould().dependOnClassesThat().areAssignableTo(LocalTime.class)
                .orShould().dependOnClassesThat().areAssignableTo(LocalDateTime.class)
                .orShould().callMethod(UUID.class, "randomUUID")
                .orShould().callMethod(Math.class, "random")
                .check(HOUSE);
    }

    @Test
    void nobody_prints_but_the_reception_desk() {
        noClasses().that(resideOutsideOfPackages("io.sectorzero.cli"))
                .should().accessField(System.class, "out").orShould().accessField(System.class, "err").check(HOUSE);
    }

    @Test
    void rooms_are_named_by_what_they_are() {
        noClasses().should().resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..manager..", "..impl..")
                .check(HOUSE);
        noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)").check(HOUSE);
    }

    @Test
    void every_failure_type_lives_in_the_failure_room() {
        classes().that().areAssignableTo(SectorZeroException.class).should().resideInAPackage("io.sectorzero.failure").check(HOUSE);
    }

    private static Set<String> rooms() {
        var rooms = new TreeSet<String>();
        for (JavaClass type : HOUSE) {
            String path = type.getPackageName().substring("io.sectorzero".length());
            if (!path.startsWith(".hil") && !path.isEmpty()) {
                String[] parts = path.substring(1).split("\\.");
                rooms.add(parts[0].equals("sim") ? parts[0] + "." + parts[1] : parts[0]);
            }
        }
        return rooms;
    }

    private static String[] inRoom(String room) {
        return new String[] {ROOT + room, ROOT + room + ".."};
    }

    private static Set<String> and(Set<String> rooms, String... more) {
        var all = new TreeSet<>(rooms);
        all.addAll(List.of(more));
        return all;
    }
}
