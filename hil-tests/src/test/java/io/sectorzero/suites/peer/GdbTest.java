package io.sectorzero.suites.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** gdb-multiarch, with OpenOCD between it and the board: what a person does who debugs a program. */
@Timeout(180)
class GdbTest {

    @TempDir Path folder;

    private Peer gdb;

    @BeforeEach
    void needs_the_peers() {
        gdb = Peer.named("gdb-multiarch");
        Peer.named("openocd");
    }

    @Test
    void a_program_is_loaded_stopped_stepped_and_looked_at() {
        try (Served board = Served.open("u01-boot0-low.toml", folder, "bitbang")) {
            String said = run(board, "monitor reset halt", "load", "compare-sections", "monitor reset halt",
                    "tbreak main", "continue", "x/i $pc", "stepi", "info registers pc",
                    "watch *(unsigned *) 0x40020000", "continue", "delete",
                    "set $r7 = 0x12345678", "print/x $r7", "set *(int *) 0x20001000 = 77", "print *(int *) 0x20001000", "detach");

            assertThat(said).contains("Start address 0x08000044").contains("Section .text, range").doesNotContain("MIS-MATCHED")
                    .contains("Temporary breakpoint 1, ").contains("<main+")
                    .contains("Hardware watchpoint 2").containsPattern("Old value = 2818572288\\s+New value = 2821193728")
                    .contains("0x12345678").contains("= 77");
        }
    }

    private String run(Served board, String... commands) {
        Path elf = Path.of(URI.create(GdbTest.class.getResource("/fixtures/firmware/console.elf").toString()));
        var arguments = new ArrayList<String>(List.of("-nx", "-batch"));
        for (String command : List.of("set confirm off", "set pagination off", "set remotetimeout 60",
                "target extended-remote | " + OpenOcd.overJtag(board).forGdb(folder.resolve("openocd.log")))) {
            arguments.addAll(List.of("-ex", command));
        }
        for (String command : commands) {
            arguments.addAll(List.of("-ex", command));
        }
        arguments.add(elf.toString());
        return gdb.run(arguments).succeeded().output();
    }
}
