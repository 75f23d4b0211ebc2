package io.sectorzero.sim.stm32f412;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.cortexm.CoreControl;
import io.sectorzero.sim.cortexm.DebugUnit;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.wire.Framing;
import io.sectorzero.sim.wire.SerialWire;
import io.sectorzero.sim.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** A chip that runs a program of {@code fixtures/firmware}, started from flash, and what somebody with probes on it sees. */
final class FirmwareDesk {

    static final int SRAM = 0x2000_0000;
    static final int CFSR = 0xE000_ED28;
    static final int HFSR = 0xE000_ED2C;
    static final int BFAR = 0xE000_ED38;

    private static final Framing SPEED = Framing.at(115_200, Framing.Parity.NONE);

    final World world = new World(7);
    final Chip chip;
    final SerialWire toChip = new SerialWire(world, SPEED);
    private final SerialWire fromChip = new SerialWire(world, SPEED);
    private final StringBuilder said = new StringBuilder();

    private FirmwareDesk(ChipSettings settings) {
        chip = new Chip(world, settings);
        chip.boot0(false);
        chip.serial(1, toChip, fromChip);
        fromChip.listen(SPEED, (value, damaged) -> said.append(damaged ? '?' : (char) value));
    }

    static FirmwareDesk of(String program) {
        var desk = unpowered(program);
        desk.powerUp();
        return desk;
    }

    static FirmwareDesk unpowered(String program) {
        var desk = new FirmwareDesk(ChipSettings.typical());
        desk.chip.flash().load(0, program(program));
        return desk;
    }

    /** A chip that remembers what another one did. */
    static FirmwareDesk of(ChipMemory memory) {
        var desk = new FirmwareDesk(ChipSettings.typical());
        desk.chip.restore(memory);
        desk.powerUp();
        return desk;
    }

    private static Bytes program(String name) {
        try (var file = FirmwareDesk.class.getResourceAsStream("/fixtures/firmware/" + name + ".bin")) {
            return Bytes.copyOf(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void powerUp() {
        chip.supply(3.3);
        millis(2);
    }

    void powerCycle() {
        chip.supply(0);
        millis(1);
        powerUp();
    }

    void reset() {
        chip.nrst(true);
        millis(1);
        chip.nrst(false);
        millis(1);
    }

    void millis(long millis) {
        world.pass(Duration.ofMillis(millis));
    }

    /** What the program said on USART1 since the last look. */
    String said() {
        String text = said.toString();
        said.setLength(0);
        return text;
    }

    /** PA5, where boards have their light. */
    boolean isLit() {
        chip.catchUp();
        return chip.isHigh('A', 5);
    }

    /** As somebody on the bus who is not the core. */
    int read(int address) {
        return chip.bus().read(address, BusWidth.WORD, Master.LOADER);
    }

    void write(int address, int value) {
        chip.bus().write(address, value, BusWidth.WORD, Master.LOADER);
    }

    /** A register of the core's own. */
    int coreRegister(int address) {
        return (int) control().read(address, BusWidth.WORD);
    }

    /** A debugger's hands on the core. */
    CoreControl control() {
        chip.catchUp();
        return chip.core().debugger(DebugUnit.NONE);
    }
}
