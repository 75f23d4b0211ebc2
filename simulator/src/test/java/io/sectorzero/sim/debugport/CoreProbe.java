package io.sectorzero.sim.debugport;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Bytes;
import java.time.Duration;

/** A debugger's hands on the core of a chip that runs a program from its flash. */
final class CoreProbe {

    static final int DFSR = 0xE000_ED30;
    static final int CFSR = 0xE000_ED28;
    static final int AIRCR = 0xE000_ED0C;
    static final int DHCSR = 0xE000_EDF0;
    static final int DCRSR = 0xE000_EDF4;
    static final int DCRDR = 0xE000_EDF8;
    static final int DEMCR = 0xE000_EDFC;
    static final int KEY = 0xA05F_0000;
    static final int RUN = KEY | 1;
    static final int HALT = KEY | 3;
    static final int STEP = KEY | 0xD;
    static final int S_REGRDY = 1 << 16;
    static final int S_HALT = 1 << 17;
    static final int S_SLEEP = 1 << 18;
    static final int S_LOCKUP = 1 << 19;
    static final int S_RETIRE_ST = 1 << 24;
    static final int S_RESET_ST = 1 << 25;
    static final int PC = 15;
    static final int STACK = 0x2000_1000;
    static final int ENTRY = 0x0800_0100;

    final Probe probe = new Probe();

    /** A chip with these half-words from {@link #ENTRY} on, which its reset vector points to, and the probe connected. */
    CoreProbe(int... program) {
        var image = Bytes.NONE;
        for (int word : new int[] {STACK, ENTRY | 1}) {
            image = image.then(Bytes.of(word & 0xFF, word >>> 8 & 0xFF, word >>> 16 & 0xFF, word >>> 24));
        }
        probe.chip.flash().load(0, program.length == 0 ? Bytes.NONE : image);
        for (int k = 0; k < program.length; k++) {
            probe.chip.flash().load(0x100 + 2 * k, Bytes.of(program[k] & 0xFF, program[k] >>> 8));
        }
        probe.chip.softwareReset();
        pass(1);
        probe.connect();
    }

    void pass(int milliseconds) {
        probe.pass(Duration.ofMillis(milliseconds));
    }

    int peek(int address) {
        return probe.peek(address);
    }

    void poke(int address, int value) {
        probe.poke(address, value);
    }

    int status() {
        return peek(DHCSR);
    }

    boolean isHalted() {
        return (status() & S_HALT) != 0;
    }

    void halt() {
        poke(DHCSR, HALT);
        pass(1);
        assertThat(isHalted()).isTrue();
    }

    void run() {
        poke(DHCSR, RUN);
    }

    void step() {
        poke(DHCSR, STEP);
        pass(1);
        assertThat(isHalted()).isTrue();
    }

    int register(int number) {
        poke(DCRSR, number);
        assertThat(status() & S_REGRDY).isNotZero();
        return peek(DCRDR);
    }

    void register(int number, int value) {
        poke(DCRDR, value);
        poke(DCRSR, number | 1 << 16);
        assertThat(status() & S_REGRDY).isNotZero();
    }

    int pc() {
        return register(PC);
    }

    void resetSystem() {
        poke(AIRCR, 0x05FA_0004);
        pass(1);
    }
}
