package io.sectorzero.sim.debugport;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.sim.stm32f412.Chip;
import io.sectorzero.sim.stm32f412.ChipSettings;
import io.sectorzero.sim.world.World;
import java.time.Duration;

/** A debugger's hands on a chip on a desk: serial wire transfers and what is usually made of them. */
final class Probe {

    static final int ABORT = 0;
    static final int CTRL_STAT = 4;
    static final int SELECT = 8;
    static final int RDBUFF = 0xC;
    static final int CSW = 0;
    static final int TAR = 4;
    static final int DRW = 0xC;

    static final int POWER_UP = 0x5000_0000;
    static final int WORDS = 0x2300_0012;
    static final int CLEAR_ALL = 0x1E;
    static final int SRAM = 0x2000_0000;

    final World world = new World(7);
    final Chip chip;
    final DebugPort port;

    Probe() {
        this(ChipSettings.typical());
    }

    Probe(ChipSettings settings) {
        chip = new Chip(world, settings);
        port = new DebugPort(chip);
        chip.supply(3.3);
        pass(Duration.ofMillis(5));
    }

    static Probe connected() {
        var probe = new Probe();
        probe.connect();
        return probe;
    }

    void connect() {
        port.select(Wire.SWD);
        port.lineReset();
        assertThat(readPort(0)).isEqualTo(0x2BA0_1477);
        writePort(ABORT, CLEAR_ALL);
        writePort(SELECT, 0);
        writePort(CTRL_STAT, POWER_UP);
        write(CSW, WORDS);
    }

    void pass(Duration duration) {
        world.pass(duration);
    }

    int readPort(int register) {
        Reply reply = port.transfer(false, true, register, 0);
        assertThat(reply.ack()).isEqualTo(Acknowledge.OK);
        return reply.data();
    }

    void writePort(int register, int value) {
        assertThat(port.transfer(false, false, register, value).ack()).isEqualTo(Acknowledge.OK);
    }

    /** An access port register, written. */
    void write(int register, int value) {
        assertThat(port.transfer(true, false, register, value).ack()).isEqualTo(Acknowledge.OK);
    }

    Acknowledge post(int register) {
        return port.transfer(true, true, register, 0).ack();
    }

    /** An access port register, read and fetched. */
    int read(int register) {
        assertThat(post(register)).isEqualTo(Acknowledge.OK);
        return readPort(RDBUFF);
    }

    int peek(int address) {
        write(TAR, address);
        return read(DRW);
    }

    void poke(int address, int value) {
        write(TAR, address);
        write(DRW, value);
        assertThat(status() & ControlStatus.STICKY).isZero();
    }

    int status() {
        return readPort(CTRL_STAT);
    }
}
